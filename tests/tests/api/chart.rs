//! The battle chart as a workbook: the numbers of the chart that the same facts make, and nobody named for visitors.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use shared::census::Census;
use shared::chart::say::{Pen, gap_word, light_word, node_word};
use shared::chart::{Asked, Chart, Colour, Known, Selection};
use shared::{Day, Lang, Word, World};

use super::{Answer, Site};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The cells of every sheet, under the sheet's name, without the line of headers.
fn sheets(answer: &Answer) -> Vec<(String, Vec<Vec<Data>>)> {
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, WORKBOOK), "{}", answer.text());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&answer.body)).unwrap();
    let read = book.sheet_names().into_iter().map(|name| {
        let lines = book.worksheet_range(&name).unwrap().rows().skip(1).map(<[Data]>::to_vec).collect();
        (name, lines)
    });
    read.collect()
}

/// Every text of a workbook, a line each.
pub fn words(answer: &Answer) -> String {
    let cells = sheets(answer).into_iter().flat_map(|(_, lines)| lines.into_iter().flatten());
    cells.filter_map(|cell| if let Data::String(text) = cell { Some(text + "\n") } else { None }).collect()
}

fn sheet(sheets: &[(String, Vec<Vec<Data>>)], name: Word, lang: Lang) -> Vec<Vec<Data>> {
    let name = name.text(lang);
    let found = sheets.iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("no sheet {name} in {:?}", names(sheets))).1.clone()
}

fn names(sheets: &[(String, Vec<Vec<Data>>)]) -> Vec<&str> {
    sheets.iter().map(|(name, _)| name.as_str()).collect()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

/// A number; an empty cell is none.
fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Empty => None,
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        other => panic!("{other:?} is no number"),
    }
}

fn count(cell: &Data) -> u32 {
    number(cell).unwrap() as u32
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The chart that the demonstration's facts make, folded here.
fn folded(day: Day, chain: &str, official: bool) -> Chart {
    let facts = geodata::demo::envelopes(&geodata::demo::facts());
    let mut full = World::default();
    facts.iter().for_each(|fact| full.apply(fact));
    let asked = Asked { chain: chain.parse().unwrap(), region: "533100".parse().unwrap(), preset: None };
    if official {
        return Chart::of(&full.atlas(day), Known::Each, asked).unwrap();
    }
    let mut public = World::default();
    facts.iter().filter(|fact| shared::access::is_public(fact)).for_each(|fact| public.apply(fact));
    Chart::of(&public.atlas(day), Known::Counted(&Census::of(&full)), asked).unwrap()
}

const OPEN_TO_ALL: [Word; 4] = [Word::SheetAbout, Word::ChainTitle, Word::FrontTitle, Word::ElementsTitle];
const OFFICIALS: [Word; 4] = [Word::FunnelTitle, Word::SheetRates, Word::BoardProjects, Word::BoardTargets];

#[tokio::test]
async fn a_workbook_tells_the_numbers_of_the_chart() {
    let site = Site::demo();
    let cookie = site.log_in().await;
    let all = Selection::default();
    for (on, firms) in [("2024-07-24", 54), ("2022-12-31", 17), ("2023-06-15", 0)] {
        for official in [false, true] {
            for (lang, tag) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
                let who = [("cookie", cookie.as_str())];
                let address = format!("/api/export/chart?chain=textile&as_of={on}&lang={tag}");
                let answer = site.get_with(&address, if official { &who } else { &[] }).await;
                assert_eq!(answer.header("cache-control"), "no-store");
                assert_eq!(
                    answer.header("content-disposition"),
                    "attachment; filename=\"chart-textile.xlsx\""
                );
                let book = sheets(&answer);
                let chart = folded(day(on), "textile", official);
                let expected: Vec<&str> = OPEN_TO_ALL
                    .into_iter()
                    .chain(OFFICIALS.into_iter().filter(|_| official))
                    .map(|word| word.text(lang))
                    .collect();
                assert_eq!(names(&book), expected);
                holds_chain(&chart, &sheet(&book, Word::ChainTitle, lang), lang);
                let there: u32 =
                    sheet(&book, Word::ChainTitle, lang).iter().map(|line| count(&line[3])).sum();
                assert!(firms == 0 || there == firms, "{there} firms on {on}");
                holds_front(&chart, &sheet(&book, Word::FrontTitle, lang));
                let elements = sheet(&book, Word::ElementsTitle, lang);
                for (line, view) in elements.iter().zip(chart.elements(all)) {
                    let told: Vec<_> = line.iter().skip(2).map(|cell| number(cell).unwrap()).collect();
                    let short = view.short().max(0.0);
                    let known = [view.total, view.used, view.promised, view.asked, short];
                    assert_eq!(told, known[..if official { 5 } else { 2 }], "{:?}", view.element);
                }
                if official {
                    holds_office(&chart, &book, lang);
                }
            }
        }
    }
}

fn holds_chain(chart: &Chart, lines: &[Vec<Data>], lang: Lang) {
    let views = chart.stages(Selection::default());
    assert_eq!(lines.len(), views.len());
    let pen = Pen { lang, number: plain, date: |day, _| day.to_string() };
    for (line, view) in lines.iter().zip(views) {
        let [_, _, willing, negotiating] = view.targets;
        assert_eq!(text(&line[1]), view.stage.name.get(lang));
        assert_eq!([2, 3].map(|at| count(&line[at])), [view.firms_before, view.firms]);
        assert_eq!(number(&line[4]), view.stage.wanted.map(f64::from));
        assert_eq!(number(&line[5]), Some(view.area.value()));
        let counts = [view.projects, view.all_targets(), willing, negotiating];
        assert_eq!([6, 7, 8, 9].map(|at| count(&line[at])), counts, "{}", view.stage.key);
        assert_eq!(text(&line[10]), view.gap.map_or("", |gap| gap_word(gap.class).text(lang)));
        assert_eq!(text(&line[11]), view.gap.map_or_else(String::new, |gap| pen.gap(gap)));
    }
}

fn plain(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn holds_front(chart: &Chart, lines: &[Vec<Data>]) {
    let flows = chart.flows(Selection::default());
    let told: Vec<Vec<u32>> = lines.iter().map(|line| line.iter().skip(1).map(count).collect()).collect();
    let known: Vec<Vec<u32>> =
        flows.iter().map(|flow| [&[flow.total()][..], &flow.targets].concat()).collect();
    assert_eq!(told, known);
    if chart.day == day("2024-07-24") {
        assert_eq!(told.iter().map(|line| line[0]).sum::<u32>(), 512);
    }
}

fn holds_office(chart: &Chart, book: &[(String, Vec<Vec<Data>>)], lang: Lang) {
    let all = Selection::default();
    let funnel = sheet(book, Word::FunnelTitle, lang);
    for (line, step) in funnel.iter().zip(chart.funnel(all, None).steps) {
        assert_eq!(text(&line[0]), node_word(step.node).text(lang));
        assert_eq!(count(&line[1]), step.leads);
        assert_eq!(number(&line[2]), step.median_days.map(f64::from));
        assert_eq!(count(&line[3]), step.measured);
    }
    let rates = sheet(book, Word::SheetRates, lang);
    let years = (chart.day.year() - chart.base.year() + 1) as usize;
    assert_eq!(rates.len(), chart.rates.len() * years);
    for (lines, (_, rule)) in rates.chunks(years).zip(&chart.rates) {
        for (line, year) in lines.iter().zip(chart.base.year()..) {
            let window = Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31));
            let rate = chart.rate(rule, all, window);
            assert_eq!(text(&line[0]), rule.name.get(lang));
            assert_eq!([1, 2].map(|at| number(&line[at]).unwrap()), [rate.numerator, rate.denominator]);
            assert_eq!(number(&line[3]), rate.value(), "nothing divided by nothing is an empty cell");
            assert_eq!(number(&line[4]), Some(f64::from(year)));
        }
    }
    for (name, rows) in
        [(Word::BoardProjects, chart.project_rows(all)), (Word::BoardTargets, chart.target_rows(all))]
    {
        let lines = sheet(book, name, lang);
        assert_eq!(lines.len(), rows.len());
        for (line, row) in lines.iter().zip(rows) {
            assert_eq!(text(&line[0]), light_word(row.light().colour).text(lang));
            assert_eq!(text(&line[1]), row.name().unwrap().get(lang));
            assert_eq!(text(&line[11]), row.person().map_or_else(String::new, |who| who.to_string()));
            assert_eq!(text(&line[13]), row.next().map_or_else(String::new, |next| next.due().to_string()));
        }
    }
}

/// The lights of the projects, as the sheet counts them.
fn lights(answer: &Answer) -> [usize; 3] {
    let projects = sheet(&sheets(answer), Word::BoardProjects, Lang::Zh);
    Colour::ALL.map(|colour| {
        projects.iter().filter(|line| text(&line[0]) == light_word(colour).text(Lang::Zh)).count()
    })
}

#[tokio::test]
async fn the_light_follows_the_preset_that_is_asked_for() {
    let site = Site::demo();
    let cookie = site.log_in().await;
    let who = [("cookie", cookie.as_str())];
    let usual = site.get_with("/api/export/chart?chain=textile&lang=zh", &who).await;
    assert_eq!(lights(&usual)[0], 3);
    let other = site.get_with("/api/export/chart?chain=textile&lang=zh&preset=sanya-2022", &who).await;
    assert_ne!(lights(&other), lights(&usual));
    assert_eq!(lights(&other).iter().sum::<usize>(), lights(&usual).iter().sum::<usize>());
}

#[tokio::test]
async fn what_was_recorded_later_is_forgotten_for_officials_too() {
    let site = Site::demo();
    let cookie = site.log_in().await;
    let who = [("cookie", cookie.as_str())];
    let targets = |answer: &Answer| -> u32 {
        sheet(&sheets(answer), Word::FrontTitle, Lang::Zh).iter().map(|line| count(&line[1])).sum()
    };
    let address = "/api/export/chart?chain=textile&lang=zh";
    for headers in [&who[..], &[]] {
        let (now, then) = (
            site.get_with(address, headers).await,
            site.get_with(&format!("{address}&as_at=2023-06-30"), headers).await,
        );
        assert_eq!(targets(&now), 512);
        assert!(targets(&then) < 512, "{}", targets(&then));
    }
}

#[tokio::test]
async fn what_one_office_keeps_for_itself_is_in_nobodys_workbook() {
    let site = Site::demo();
    let cookie = site.log_in().await;
    let own = serde_json::json!({
        "command": "register_target", "target": "T-OWN", "name": {"zh": "示例企业-自用-001", "en": "Sample-Own-001"},
        "region": "533100", "home": "330000", "chain": "textile", "chain_stage": "garments", "intent": "negotiating",
        "audience": 2,
    });
    assert_eq!(site.command(&own, &[]).await.status, 201);
    let book = sheets(
        &site.get_with("/api/export/chart?chain=textile&lang=zh", &[("cookie", cookie.as_str())]).await,
    );
    let all = format!("{book:?}");
    assert!(
        all.contains("示例企业-浙江-014") && !all.contains("自用"),
        "an official sees what officials see"
    );
}

#[tokio::test]
async fn chains_that_are_not_there_are_refused_in_words() {
    let site = Site::demo();
    for (address, status) in [
        ("/api/export/chart", 400),
        ("/api/export/chart?chain=shipyards", 404),
        ("/api/export/chart?chain=%21%21", 400),
        ("/api/export/chart?chain=textile&region=x", 400),
        ("/api/export/chart?chain=textile&lang=fr", 400),
    ] {
        let answer = site.get_with(address, &[("accept-language", "en")]).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let unknown =
        site.get_with("/api/export/chart?chain=shipyards", &[("accept-language", "en")]).await.text();
    assert!(unknown.contains("textile") && unknown.contains("electronics"), "{unknown}");
    let other = sheets(&site.get("/api/export/chart?chain=electronics&lang=en").await);
    assert_ne!(sheet(&other, Word::ChainTitle, Lang::En).len(), 12);
}
