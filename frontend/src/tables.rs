//! Tables in and out, at the foot of the desk: a file to edit in a spreadsheet or a GIS program, and what it would change when
//! it comes back, before anything is recorded.

mod seen;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::Who;
use shared::json::FromJson;
use shared::words::DeskWord;
use shared::{Key, Lang, RegionCode};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use crate::net;
use crate::scene::Scene;

/// The tables, and whether they hold positions, whose datum is asked.
const TABLES: [(&str, DeskWord, bool); 12] = [
    ("units", DeskWord::DeskTableUnits, false),
    ("halls", DeskWord::DeskTableHalls, true),
    ("parcels", DeskWord::DeskTableParcels, true),
    ("parks", DeskWord::DeskTableParks, true),
    ("ports", DeskWord::DeskTablePorts, true),
    ("projects", DeskWord::DeskTableProjects, true),
    ("enterprises", DeskWord::DeskTableEnterprises, false),
    ("targets", DeskWord::DeskTableTargets, false),
    ("visits", DeskWord::DeskTableVisits, false),
    ("activities", DeskWord::DeskTableActivities, false),
    ("invitations", DeskWord::DeskTableInvitations, false),
    ("requests", DeskWord::DeskTableRequests, false),
];

/// The forms of files.
const FORMS: [(&str, &str, bool); 5] = [
    ("xlsx", "Excel (.xlsx)", false),
    ("csv", "CSV (UTF-8)", false),
    ("csv-gb18030", "CSV (GB 18030)", false),
    ("geojson", "GeoJSON", false),
    ("shp", "Shapefile (.zip)", true),
];

const DATUMS: [(&str, &str); 3] = [("wgs84", "WGS 84 / CGCS2000"), ("gcj02", "GCJ-02"), ("bd09", "BD-09")];

/// What is told of a file that was sent.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Sent {
    id: String,
    state: String,
    percent: u32,
    #[serde(default)]
    wrong: Option<Wrong>,
    #[serde(default)]
    sheet: Option<String>,
    #[serde(default)]
    counts: Option<Counts>,
    #[serde(default)]
    facts: Option<u32>,
    #[serde(default)]
    needs_reviewer: bool,
    #[serde(default)]
    rows: Vec<Row>,
    more: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, FromJson)]
struct Counts {
    added: u32,
    changed: u32,
    unchanged: u32,
    refused: u32,
    flagged: u32,
}

#[derive(Clone, Debug, PartialEq, FromJson)]
struct Row {
    row: u32,
    #[serde(default)]
    key: Option<Key>,
    outcome: String,
    #[serde(default)]
    changes: Vec<Change>,
    #[serde(default)]
    wrong: Vec<Wrong>,
    #[serde(default)]
    place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, FromJson)]
struct Change {
    column: String,
    from: String,
    to: String,
}

#[derive(Clone, Debug, PartialEq, FromJson)]
struct Wrong {
    #[serde(default)]
    cell: String,
    #[serde(default)]
    column: Option<String>,
    words: String,
}

#[derive(Clone, Debug, PartialEq, FromJson)]
struct Place {
    shift_m: (f64, f64),
    #[serde(default)]
    warning: Option<String>,
}

/// What the part knows.
#[derive(Clone, Copy)]
pub struct Tables {
    scene: Scene,
    region: Memo<RegionCode>,
    table: RwSignal<String>,
    form: RwSignal<String>,
    datum: RwSignal<String>,
    day: RwSignal<String>,
    sent: RwSignal<Option<Sent>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    /// Positions in other counties were looked at.
    accepted: RwSignal<bool>,
    /// Which rows are shown; all that matter when empty.
    only: RwSignal<String>,
}

impl Tables {
    /// Nothing was sent yet.
    pub fn new(scene: Scene, region: Memo<RegionCode>) -> Self {
        Self {
            scene,
            region,
            table: RwSignal::new("units".to_owned()),
            form: RwSignal::new("xlsx".to_owned()),
            datum: RwSignal::new(String::new()),
            day: RwSignal::new(String::new()),
            sent: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            accepted: RwSignal::new(false),
            only: RwSignal::new(String::new()),
        }
    }

    fn has_positions(self) -> bool {
        self.table.with(|table| TABLES.iter().any(|(name, _, positions)| name == table && *positions))
    }

    /// Where the table is taken from.
    fn address(self) -> String {
        let (table, form, region) = (self.table.get(), self.form.get(), self.region.get());
        let datum = self.datum.get();
        let datum = if datum.is_empty() { "wgs84".to_owned() } else { datum };
        format!("/api/export/{table}?form={form}&region={region}&datum={datum}")
    }

    /// Sends a file, and asks until it is read.
    fn send(self, file: File) {
        let lang = self.scene.lang.get_untracked();
        let mut address = format!("/api/import?as={}", self.table.get_untracked());
        let (datum, day) = (self.datum.get_untracked(), self.day.get_untracked());
        for (name, value) in [("datum", datum), ("day", day)] {
            if !value.is_empty() {
                address.push_str(&format!("&{name}={value}"));
            }
        }
        self.forget();
        self.busy.set(true);
        spawn_local(async move {
            match net::upload(&address, &file, lang).await {
                Ok(text) => self.take(&text),
                Err(words) => self.trouble.set(Some(words)),
            }
            while self.sent.with_untracked(|sent| sent.as_ref().is_some_and(|s| s.state == "reading")) {
                net::wait(150).await;
                self.look("").await;
            }
            self.busy.set(false);
        });
    }

    /// Asks what became of the file.
    async fn look(self, only: &str) {
        let Some(id) = self.sent.with_untracked(|sent| sent.as_ref().map(|s| s.id.clone())) else { return };
        let lang = self.scene.lang.get_untracked();
        let query = if only.is_empty() { String::new() } else { format!("?rows={only}") };
        match net::send("GET", &format!("/api/import/{id}{query}"), &[], lang).await {
            // It may have been taken back meanwhile.
            Ok(text) if self.sent.with_untracked(Option::is_some) => self.take(&text),
            Ok(_) => {}
            Err(words) => {
                self.trouble.set(Some(words));
                self.sent.set(None);
            }
        }
    }

    fn take(self, text: &str) {
        match shared::json::read::<Sent>(text) {
            Ok(sent) => self.sent.set(Some(sent)),
            Err(misfit) => leptos::logging::warn!("{misfit}"),
        }
    }

    /// Takes the file back: nothing of it was recorded.
    fn forget(self) {
        let id = self
            .sent
            .with_untracked(|sent| sent.as_ref().filter(|s| s.state != "recorded").map(|s| s.id.clone()));
        self.sent.set(None);
        self.trouble.set(None);
        self.accepted.set(false);
        self.only.set(String::new());
        let lang = self.scene.lang.get_untracked();
        if let Some(id) = id {
            spawn_local(async move {
                // It is forgotten by itself in half an hour.
                let _gone = net::send("DELETE", &format!("/api/import/{id}"), &[], lang).await;
            });
        }
    }

    fn record(self) {
        let Some(id) = self.sent.with_untracked(|sent| sent.as_ref().map(|s| s.id.clone())) else { return };
        if self.busy.get_untracked() {
            return;
        }
        let lang = self.scene.lang.get_untracked();
        let mut fields = vec![("record", "")];
        if self.accepted.get_untracked() {
            fields.push(("accept_flagged", ""));
        }
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            match net::send("POST", &format!("/api/import/{id}"), &fields, lang).await {
                Ok(text) => self.take(&text),
                Err(words) => self.trouble.set(Some(words)),
            }
            self.busy.set(false);
        });
    }
}

/// The part. Whoever may not record takes tables out alone.
pub fn part(tables: Tables, who: Who) -> View {
    let lang = tables.scene.lang.get();
    let say = move |word: DeskWord| word.text(lang);
    let mut view = View::new();
    view.add(view! {
        <div class="tables-row">
            {choice(say(DeskWord::DeskTablesWhich), tables.table, TABLES.iter().map(|(name, word, _)| (*name, word.text(lang))).collect())}
            {move || datum(tables, lang)}
            {move || {
                let takes_shapes = tables.has_positions();
                let forms = FORMS.iter().filter(|(.., shapes)| takes_shapes || !shapes);
                choice(say(DeskWord::DeskTablesForm), tables.form, forms.map(|(name, word, _)| (*name, *word)).collect())
            }}
            <a class="button tables-take" href=move || tables.address() download="">{say(DeskWord::DeskTablesTake)}</a>
        </div>
    });
    if who.records() {
        view.add(sending(tables, lang));
        view.add(view! { <div aria-live="polite">{move || seen::shown(tables, lang)}</div> });
    }
    view! {
        <section class="agenda-list tables" id="tables">
            <h3>{say(DeskWord::DeskTablesTitle)}</h3>
            <p class="quiet">{say(DeskWord::DeskTablesAbout)}</p>
            {view}
        </section>
    }
}

fn choice(label: &'static str, chosen: RwSignal<String>, all: Vec<(&'static str, &'static str)>) -> View {
    let options = all.into_iter().map(|(name, word)| {
        let is_chosen = chosen.with_untracked(|chosen| chosen == name);
        view! { <option value=name selected=is_chosen>{word}</option> }
    });
    view! {
        <label class="login-field"><span>{label}</span>
            <select on:change=move |event: web_sys::Event| chosen.set(event_target_value(&event))>{options.collect::<Vec<_>>()}</select>
        </label>
    }
}

/// In which datum the positions of a table are; nothing is taken for granted.
fn datum(tables: Tables, lang: Lang) -> Option<View> {
    tables.has_positions().then(|| {
        let mut all = vec![("", DeskWord::DeskTablesChoose.text(lang))];
        all.extend(DATUMS);
        choice(DeskWord::DeskTablesDatum.text(lang), tables.datum, all)
    })
}

fn sending(tables: Tables, lang: Lang) -> View {
    let say = move |word: DeskWord| word.text(lang);
    let choose = move |event: web_sys::Event| {
        let input: Option<HtmlInputElement> = event.target().and_then(|t| t.dyn_into().ok());
        let file = input.as_ref().and_then(HtmlInputElement::files).and_then(|files| files.get(0));
        // The same file may be chosen again, once it was mended.
        if let Some(input) = &input {
            input.set_value("");
        }
        if let Some(file) = file {
            tables.send(file);
        }
    };
    view! {
        <div class="tables-row">
            <label class="login-field"><span>{say(DeskWord::DeskTablesDay)}</span>
                <input type="date" on:input=move |event: web_sys::Event| tables.day.set(event_target_value(&event)) />
            </label>
            <label class="login-field tables-file"><span>{say(DeskWord::DeskTablesSend)}</span>
                <input type="file" id="tables-file" accept=".xlsx,.csv,.txt,.geojson,.json,.zip" disabled=move || tables.busy.get() on:change=choose />
            </label>
        </div>
    }
}
