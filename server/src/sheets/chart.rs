//! The battle chart as a workbook: one sheet for each of its parts. Visitors receive the sheets that name nobody.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use shared::chart::say::Pen;
use shared::chart::{Bucket, Chart, Element, Row, Selection};
use shared::fact::project::Node;
use shared::{Key, Lang, RegionCode, Word, World};

/// Workbook, format of headers, and where the pen stands.
struct Book<'w> {
    book: Workbook,
    head: Format,
    world: &'w World,
    lang: Lang,
    pen: Pen,
}

/// A cell.
enum Cell {
    Text(String),
    Number(f64),
    Empty,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Number(number.into())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// The workbook of a chart, as bytes.
///
/// # Errors
/// If it cannot be written; memory alone can be the cause.
pub fn chart(chart: &Chart, world: &World, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let pen = Pen { lang, number, date: |day, _| day.to_string() };
    let mut book = Book { book: Workbook::new(), head: Format::new().set_bold(), world, lang, pen };
    let all = Selection::default();
    about(&mut book, chart)?;
    chain(&mut book, chart, all)?;
    front(&mut book, chart, all)?;
    elements(&mut book, chart, all)?;
    if chart.is_official {
        funnel(&mut book, chart, all)?;
        rates(&mut book, chart, all)?;
        rows(&mut book, chart, Word::BoardProjects, &chart.project_rows(all))?;
        rows(&mut book, chart, Word::BoardTargets, &chart.target_rows(all))?;
    }
    book.book.save_to_buffer()
}

/// A number as a sentence says it.
fn number(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl Book<'_> {
    fn say(&self, word: Word) -> &'static str {
        word.text(self.lang)
    }

    /// A sheet with a line of headers and the lines under it; columns as wide as what stands in them.
    fn sheet(&mut self, name: &str, heads: &[&str], lines: Vec<Vec<Cell>>) -> Result<(), XlsxError> {
        let head = self.head.clone();
        let sheet = self.book.add_worksheet();
        sheet.set_name(name)?;
        let mut widths: Vec<usize> = heads.iter().map(|head| wide(head)).collect();
        for (column, head_text) in (0u16..).zip(heads) {
            sheet.write_string_with_format(0, column, *head_text, &head)?;
        }
        for (line, cells) in (1u32..).zip(lines) {
            for (column, cell) in (0u16..).zip(cells) {
                let width = write(sheet, line, column, &cell)?;
                if let Some(known) = widths.get_mut(usize::from(column)) {
                    *known = width.max(*known);
                }
            }
        }
        for (column, width) in (0u16..).zip(widths) {
            sheet.set_column_width(column, (width + 2).clamp(6, 60) as f64)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn region(&self, code: RegionCode) -> String {
        let key: Option<Key> = code.to_string().parse().ok();
        let region = key.and_then(|key| self.world.regions.get(&key)?.latest());
        region.map_or_else(|| code.to_string(), |region| region.attributes.name.get(self.lang).to_owned())
    }

    fn park(&self, key: Option<Key>) -> Option<String> {
        let park = self.world.parks.get(&key?)?.latest()?;
        Some(park.attributes.name.get(self.lang).to_owned())
    }
}

/// The width of a text in characters; a Chinese character is as wide as two letters.
fn wide(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Texts are written as texts: what begins like a formula stays a text.
fn write(sheet: &mut Worksheet, line: u32, column: u16, cell: &Cell) -> Result<usize, XlsxError> {
    Ok(match cell {
        Cell::Text(text) => {
            sheet.write_string(line, column, text)?;
            wide(text)
        }
        Cell::Number(number) => {
            sheet.write_number(line, column, *number)?;
            8
        }
        Cell::Empty => 0,
    })
}

fn about(book: &mut Book<'_>, chart: &Chart) -> Result<(), XlsxError> {
    let name = chart.chain.name.get(book.lang);
    let line = |word: Word, value: String| vec![Cell::from(book.say(word)), Cell::from(value)];
    let preset = chart.preset.as_ref().map(|(_, preset)| preset.name.get(book.lang).to_owned());
    let lines = vec![
        line(Word::ChartChain, name.to_owned()),
        line(Word::SheetDay, chart.day.to_string()),
        line(Word::SheetRegion, book.region(chart.asked.region)),
        line(Word::ChartPreset, preset.unwrap_or_else(|| "—".to_owned())),
        line(Word::SheetNote, book.say(Word::SampleData).to_owned()),
    ];
    let title = Word::ChartTitle.with(book.lang, &[("chain", name)]);
    book.sheet(book.say(Word::SheetAbout), &[&title, ""], lines)
}

fn chain(book: &mut Book<'_>, chart: &Chart, all: Selection) -> Result<(), XlsxError> {
    let heads = [
        Word::SheetNumber,
        Word::ChartStage,
        Word::ChainBefore,
        Word::StageFirms,
        Word::StageWanted,
        Word::StageArea,
        Word::StageProjects,
        Word::FrontTargets,
        Word::BucketWilling,
        Word::BucketNegotiating,
        Word::SheetGap,
        Word::ColumnWhy,
    ];
    let lines = chart.stages(all).into_iter().map(|view| {
        let [_, _, willing, negotiating] = view.targets;
        vec![
            view.stage.number.clone().into(),
            view.stage.name.get(book.lang).into(),
            view.firms_before.into(),
            view.firms.into(),
            view.stage.wanted.into(),
            view.area.value().into(),
            view.projects.into(),
            view.all_targets().into(),
            willing.into(),
            negotiating.into(),
            view.gap.map(|gap| book.say(shared::chart::say::gap_word(gap.class))).into(),
            view.gap.map(|gap| book.pen.gap(gap)).into(),
        ]
    });
    let lines = lines.collect();
    book.sheet(book.say(Word::ChainTitle), &heads.map(|word| book.say(word)), lines)
}

fn front(book: &mut Book<'_>, chart: &Chart, all: Selection) -> Result<(), XlsxError> {
    let buckets = Bucket::ALL.map(shared::chart::say::bucket_word);
    let [untouched, willing, negotiating, signed] = buckets.map(|word| book.say(word));
    let heads =
        [book.say(Word::FrontSource), book.say(Word::FrontTargets), untouched, willing, negotiating, signed];
    let lines = chart.flows(all).into_iter().map(|flow| {
        let mut line: Vec<Cell> = vec![book.region(flow.home).into(), flow.total().into()];
        line.extend(flow.targets.map(Cell::from));
        line
    });
    let lines = lines.collect();
    book.sheet(book.say(Word::FrontTitle), &heads, lines)
}

fn elements(book: &mut Book<'_>, chart: &Chart, all: Selection) -> Result<(), XlsxError> {
    let mut heads = vec![Word::ElementsTitle, Word::SheetUnit, Word::ElementTotal, Word::ElementUsed];
    if chart.is_official {
        heads.extend([Word::ElementPromised, Word::ElementAsked, Word::ElementGap]);
    }
    let heads: Vec<&str> = heads.into_iter().map(|word| book.say(word)).collect();
    let lines = chart.elements(all).into_iter().map(|view| {
        let unit = match view.element {
            Element::Steam => "t/h",
            Element::Dyeing | Element::Wastewater | Element::Water => "t/d",
            Element::Power => "kVA",
            Element::Workers => book.say(Word::UnitPersons),
            Element::Space => "㎡",
        };
        let name = book.say(shared::chart::say::element_word(view.element));
        let mut line: Vec<Cell> = vec![name.into(), unit.into(), view.total.into(), view.used.into()];
        if chart.is_official {
            line.extend([view.promised.into(), view.asked.into(), view.short().max(0.0).into()]);
        }
        line
    });
    let lines = lines.collect();
    book.sheet(book.say(Word::ElementsTitle), &heads, lines)
}

fn node(book: &Book<'_>, node: Node) -> &'static str {
    book.say(shared::chart::say::node_word(node))
}

fn funnel(book: &mut Book<'_>, chart: &Chart, all: Selection) -> Result<(), XlsxError> {
    let heads = [Word::FunnelNode, Word::FunnelLeads, Word::FunnelSince, Word::SheetMeasured];
    let lines = chart.funnel(all, None).steps.into_iter().map(|step| {
        vec![
            node(book, step.node).into(),
            step.leads.into(),
            step.median_days.map(f64::from).into(),
            step.measured.into(),
        ]
    });
    let lines = lines.collect();
    book.sheet(book.say(Word::FunnelTitle), &heads.map(|word| book.say(word)), lines)
}

fn rates(book: &mut Book<'_>, chart: &Chart, all: Selection) -> Result<(), XlsxError> {
    let heads =
        [Word::ColumnName, Word::SheetNumerator, Word::SheetDenominator, Word::SheetRate, Word::SheetYear];
    let mut lines = Vec::new();
    for (_, rule) in &chart.rates {
        for year in chart.base.year()..=chart.day.year() {
            let window = shared::Day::from_ymd(year, 1, 1).zip(shared::Day::from_ymd(year, 12, 31));
            let rate = chart.rate(rule, all, window);
            lines.push(vec![
                rule.name.get(book.lang).into(),
                rate.numerator.into(),
                rate.denominator.into(),
                rate.value().into(),
                f64::from(year).into(),
            ]);
        }
    }
    book.sheet(book.say(Word::SheetRates), &heads.map(|word| book.say(word)), lines)
}

/// Projects or targets, late first.
fn rows(book: &mut Book<'_>, chart: &Chart, title: Word, rows: &[Row<'_>]) -> Result<(), XlsxError> {
    let heads = [
        Word::ChartLight,
        Word::ColumnName,
        Word::ChartStage,
        Word::ChartPark,
        Word::ColumnProgress,
        Word::ColumnInvestment,
        Word::ColumnPhysical,
        Word::SheetPlan,
        Word::ColumnProblems,
        Word::ColumnLeader,
        Word::ColumnUnit,
        Word::ColumnPerson,
        Word::ColumnNext,
        Word::SheetDue,
        Word::ColumnWhy,
    ];
    let lines = rows.iter().map(|row| row_line(book, chart, row)).collect();
    book.sheet(book.say(title), &heads.map(|word| book.say(word)), lines)
}

fn row_line(book: &Book<'_>, chart: &Chart, row: &Row<'_>) -> Vec<Cell> {
    let lang = book.lang;
    let light = row.light();
    let stage = chart.chain.stages.iter().find(|stage| Some(stage.key) == row.stage());
    let work = match row {
        Row::Work(work) => Some(*work),
        Row::Target(_) => None,
    };
    let office = work.and_then(|work| work.office.as_deref());
    let progress = match row {
        Row::Work(work) => work.furthest().map(|(reached, _)| node(book, reached)),
        Row::Target(prospect) => Some(book.say(shared::chart::say::intent_word(prospect.intent))),
    };
    let problems: Vec<&str> = office
        .map(|office| {
            office.problems.keys().map(|kind| book.say(shared::chart::say::problem_word(*kind))).collect()
        })
        .unwrap_or_default();
    let separator = if lang == Lang::Zh { "，" } else { ", " };
    vec![
        book.say(shared::chart::say::light_word(light.colour)).into(),
        row.name().map(|name| name.get(lang).to_owned()).into(),
        stage.map(|stage| stage.name.get(lang)).into(),
        book.park(row.park()).into(),
        progress.into(),
        work.and_then(|work| Some(work.attributes.invest_wan?.value())).into(),
        work.and_then(|work| Some(f64::from(work.progress?.0))).into(),
        work.and_then(|work| work.progress?.1).into(),
        problems.join(separator).into(),
        row.leader().map(|leader| leader.to_string()).into(),
        row.unit().map(|unit| unit.get(lang)).into(),
        row.person().map(|person| person.to_string()).into(),
        row.next().map(|next| book.say(shared::chart::say::next_word(next))).into(),
        row.next().map(|next| next.due().to_string()).into(),
        light.why.map(|why| book.pen.why(why, light.colour)).into(),
    ]
}
