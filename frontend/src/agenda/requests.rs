//! Requests of enterprises that wait: raised, assigned to an office, resolved, each step from here.

use crate::prelude::*;
use shared::access::{Action, may};
use shared::agenda::{Waiting, offices, waiting};
use shared::chart::say::problem_word;
use shared::fact::outreach::RequestKind;
use shared::words::DeskWord;
use shared::{Audience, Day, Lang, RegionCode, Text, Word};

use super::acts::{Acts, both, is_again, quoted};
use super::{Look, names};
use crate::format::date;
use crate::header::region_name;
use crate::moment::Moment;

/// The kinds of request, by the names of the wire.
const KINDS: [(RequestKind, &str); 9] = [
    (RequestKind::Land, "land"),
    (RequestKind::Hall, "hall"),
    (RequestKind::Labour, "labour"),
    (RequestKind::PowerWater, "power_water"),
    (RequestKind::Permit, "permit"),
    (RequestKind::Finance, "finance"),
    (RequestKind::Customs, "customs"),
    (RequestKind::Logistics, "logistics"),
    (RequestKind::Other, "other"),
];

/// What the section knows.
#[derive(Clone, Copy)]
struct Section {
    look: Look,
    acts: Acts,
    region: Memo<RegionCode>,
    /// The office whose requests are shown, in the reader's language; all of them when empty.
    office: RwSignal<String>,
    /// The request that is being assigned, if any.
    assigning: RwSignal<Option<String>>,
    /// The office that is typed for it.
    typed: RwSignal<String>,
    raising: RwSignal<bool>,
}

/// The section.
pub fn section(look: Look, moment: Moment, region: Memo<RegionCode>) -> View {
    let acts = Acts::new(look, moment);
    let section = Section {
        look,
        acts,
        region,
        office: RwSignal::new(String::new()),
        assigning: RwSignal::new(None),
        typed: RwSignal::new(String::new()),
        raising: RwSignal::new(false),
    };
    let rows = Memo::new(move || {
        let (day, region) = (moment.today.get(), region.get());
        look.feed.world.with(|world| waiting(world, day, region))
    });
    // What is typed stays while the list changes: the form follows nothing but itself.
    let raising = move || {
        look.learned.get();
        raise(section, moment.today.get(), look.scene.lang.get())
    };
    let listed = Memo::new(move || {
        let (lang, office) = (look.scene.lang.get(), section.office.get());
        let mut rows = rows.get();
        rows.retain(|one| office.is_empty() || one.office().is_some_and(|own| own.get(lang) == office));
        rows
    });
    let head = move || {
        look.learned.get();
        let lang = look.scene.lang.get();
        let many = listed.with(Vec::len);
        view! { <h3>{DeskWord::DeskRequestsTitle.text(lang)}" "<span class="quiet">{many}</span></h3> }
    };
    let known = Memo::new(move || look.feed.world.with(|world| offices(world, region.get())));
    let choice = move || {
        look.learned.get();
        choice(section, &known.get(), look.scene.lang.get())
    };
    let content = move || {
        look.learned.get();
        let (lang, day) = (look.scene.lang.get(), moment.today.get());
        listed.with(|rows| match rows.is_empty() {
            true => view! { <p class="quiet">{DeskWord::DeskRequestsEmpty.text(lang)}</p> },
            false => table(section, rows, day, lang),
        })
    };
    view! {
        <section class="agenda-list" id="requests">
            <div class="agenda-tools">{head}{choice}{raising}</div>
            {content}
        </section>
    }
}

/// Whose requests are shown: those of one office, or all.
fn choice(section: Section, known: &[Text], lang: Lang) -> View {
    let chosen = section.office.get_untracked();
    let options = known.iter().map(|office| {
        let name = office.get(lang).to_owned();
        let is_chosen = name == chosen;
        view! { <option value=name.clone() selected=is_chosen>{name}</option> }
    });
    let choose = move |event: web_sys::Event| section.office.set(event_target_value(&event));
    view! {
        <select aria-label=DeskWord::DeskFieldOffice.text(lang) on:change=choose>
            <option value="">{DeskWord::DeskRequestsAll.text(lang)}</option>
            {options.collect::<Vec<_>>()}
        </select>
    }
}

fn table(section: Section, rows: &[Waiting], day: Day, lang: Lang) -> View {
    let rows = rows.iter().map(|one| row(section, one, day, lang));
    view! {
        <table class="chart-table agenda-table requests-table">
            <thead><tr>
                <th scope="col">{DeskWord::DeskRequestRaised.text(lang)}</th>
                <th scope="col">{DeskWord::DeskRequestOpen.text(lang)}</th>
                <th scope="col">{DeskWord::DeskRequestWhat.text(lang)}</th>
                <th scope="col">{Word::ColumnName.text(lang)}</th>
                <th scope="col">{DeskWord::DeskFieldOffice.text(lang)}</th>
                <th scope="col"><span class="unseen">{Word::KeepActions.text(lang)}</span></th>
            </tr></thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
}

fn row(section: Section, one: &Waiting, day: Day, lang: Lang) -> View {
    let Section { look, acts, assigning, .. } = section;
    let key = one.key;
    let region = one.request.attributes.region;
    let name = look.feed.world.with_untracked(|world| names::name(world, "request", key, lang));
    let days = DeskWord::DeskRequestDays.with(lang, &[("n", &one.days(day).to_string())]);
    let due = one.due.map(|due| {
        let word = DeskWord::DeskRequestDue.text(lang);
        view! { <span class="line due" class:late=due < day>{word}" "{date(due, lang)}</span> }
    });
    let office = one.office().map_or_else(
        || view! { <b>{DeskWord::DeskRequestsNobody.text(lang)}</b> },
        |office| office.get(lang).to_owned().into_view(),
    );
    let stream = shared::fact::stream("request", key);
    let contacts = crate::vault::button(stream, name.clone(), Word::VaultShort, lang);
    let place = format!("request-{key}");
    let may_record = may(look.who, Action::Record, Some(region), Audience::Officials);
    let act = may_record.then(|| {
        let is_assigning = move || assigning.with(|of| of.as_deref() == Some(key.as_str()));
        let begin = move |_| {
            section.typed.set(String::new());
            assigning.set(Some(key.to_string()));
        };
        let at = place.clone();
        let resolve = move |event: web_sys::MouseEvent| {
            if is_again(&event) {
                return;
            }
            let text = format!(r#"{{"command":"resolve_request","request":"{key}","occurred_on":"{day}"}}"#);
            acts.send(&at, text, || ());
        };
        let said = acts.said(place.clone());
        let form_place = place.clone();
        view! {
            {move || if is_assigning() {
                assign(section, key.as_str(), region, &form_place, day, lang)
            } else {
                view! {
                    <button type="button" class="link" on:click=begin>{DeskWord::DeskRequestAssign.text(lang)}</button>" "
                    <button type="button" class="link request-resolve" disabled=move || acts.is_busy() on:click=resolve.clone()>{DeskWord::DeskRequestResolve.text(lang)}</button>
                }
            }}
            {said}
        }
    });
    view! {
        <tr data-key=key.to_string() class:late=one.is_late(day)>
            <td>{date(one.request.raised, lang)}</td>
            <td>{days}{due}</td>
            <td>{problem_word(one.request.attributes.kind).text(lang)}</td>
            <th scope="row">{name}</th>
            <td>{office}</td>
            <td class="agenda-act">{act}" "{contacts}</td>
        </tr>
    }
}

/// The office that gets a request: one that is known, or another by its name.
fn assign(section: Section, key: &str, region: RegionCode, place: &str, day: Day, lang: Lang) -> View {
    let Section { look, acts, assigning, typed, .. } = section;
    let home = section.region.get_untracked();
    let known = look
        .feed
        .world
        .with_untracked(|world| offices(world, if home.contains(region) { home } else { region }));
    let list = format!("offices-{key}");
    let options: Vec<_> =
        known.iter().map(|office| view! { <option value=office.get(lang).to_owned()></option> }).collect();
    let (key, place) = (key.to_owned(), place.to_owned());
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let typed = typed.get_untracked();
        let same = known.iter().find(|office| office.get(lang) == typed.trim());
        // Whoever types another name says it in one language; it stands for both until somebody translates it.
        let office = same.cloned().unwrap_or_else(|| Text::new(typed.trim(), typed.trim()));
        let text = format!(
            r#"{{"command":"assign_request","request":"{key}","office":{},"occurred_on":"{day}"}}"#,
            both(&office)
        );
        acts.send(&place, text, move || assigning.set(None));
    };
    view! {
        <form class="agenda-form" on:submit=send>
            <label><span class="unseen">{DeskWord::DeskFieldOffice.text(lang)}</span>
                <input type="text" class="office-name" list=list.clone() required=true maxlength="120" value=typed.get_untracked() on:input=move |event: web_sys::Event| typed.set(event_target_value(&event)) />
            </label>
            <datalist id=list>{options}</datalist>
            <button type="submit" class="button primary" disabled=move || acts.is_busy()>{Word::AgendaRecord.text(lang)}</button>
            <button type="button" class="link" on:click=move |_| assigning.set(None)>{Word::AgendaCancel.text(lang)}</button>
        </form>
    }
}

/// A new request.
fn raise(section: Section, day: Day, lang: Lang) -> Option<View> {
    let Section { look, acts, raising, .. } = section;
    let home = section.region.get_untracked();
    if !may(look.who, Action::Record, Some(home), Audience::Officials) {
        return None;
    }
    if !raising.get() {
        let begin = move |_| raising.set(true);
        return Some(
            view! { <button type="button" class="link request-raise" on:click=begin>{DeskWord::DeskRequestRaise.text(lang)}</button> },
        );
    }
    let kind = RwSignal::new("land".to_owned());
    let firm = RwSignal::new(String::new());
    let due = RwSignal::new(String::new());
    let key = RwSignal::new(new_key(day));
    let firms: Vec<(String, String, RegionCode)> = look.feed.world.with_untracked(|world| {
        let there = world.enterprises.iter().filter_map(|(key, ledger)| Some((key, ledger.latest()?)));
        let own = there.filter(|(_, firm)| home.contains(firm.attributes.region) && firm.left.is_none());
        own.map(|(key, firm)| {
            (key.to_string(), firm.attributes.name.get(lang).to_owned(), firm.attributes.region)
        })
        .collect()
    });
    let options: Vec<_> =
        firms.iter().map(|(_, name, _)| view! { <option value=name.clone()></option> }).collect();
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let typed = firm.get_untracked();
        let chosen = firms.iter().find(|(_, name, _)| *name == typed.trim());
        if chosen.is_none() && !typed.trim().is_empty() {
            // Sent as it was typed: the rules say that no such enterprise is known.
            let text = format!(
                r#"{{"command":"raise_request","request":"{}","kind":"{}","region":"{home}","enterprise":{},"occurred_on":"{day}"}}"#,
                key.get_untracked(),
                kind.get_untracked(),
                quoted(typed.trim())
            );
            acts.send("raise", text, || ());
            return;
        }
        let region = chosen.map_or(home, |(_, _, region)| *region);
        let firm = chosen.map_or_else(String::new, |(key, ..)| format!(r#","enterprise":"{key}""#));
        let due = match due.get_untracked() {
            due if due.is_empty() => due,
            due => format!(r#","due":{}"#, quoted(&due)),
        };
        let text = format!(
            r#"{{"command":"raise_request","request":"{}","kind":"{}","region":"{region}"{firm}{due},"occurred_on":"{day}"}}"#,
            key.get_untracked(),
            kind.get_untracked(),
        );
        acts.send("raise", text, move || raising.set(false));
    };
    let kinds = KINDS.map(|(one, name)| view! { <option value=name>{problem_word(one).text(lang)}</option> });
    let place = look.feed.world.with_untracked(|world| region_name(world, home, lang));
    Some(view! {
        <form class="agenda-form request-form" on:submit=send>
            <span class="quiet">{place}</span>
            <label><span>{DeskWord::DeskFieldKind.text(lang)}</span>
                <select on:change=move |event: web_sys::Event| kind.set(event_target_value(&event))>{kinds.into_iter().collect::<Vec<_>>()}</select>
            </label>
            <label><span>{DeskWord::DeskFieldEnterprise.text(lang)}</span>
                <input type="text" list="request-firms" maxlength="120" on:input=move |event: web_sys::Event| firm.set(event_target_value(&event)) />
            </label>
            <datalist id="request-firms">{options}</datalist>
            <label><span>{DeskWord::DeskFieldDue.text(lang)}</span>
                <input type="date" min=day.to_string() on:input=move |event: web_sys::Event| due.set(event_target_value(&event)) />
            </label>
            <button type="submit" class="button primary" disabled=move || acts.is_busy()>{Word::AgendaRecord.text(lang)}</button>
            <button type="button" class="link" on:click=move |_| raising.set(false)>{Word::AgendaCancel.text(lang)}</button>
            {acts.said("raise".to_owned())}
        </form>
    })
}

/// A number that no request had before: the day, and four letters by chance.
fn new_key(day: Day) -> String {
    let (year, month, date) = day.ymd();
    let chance = (js_sys::Math::random() * 65_536.0) as u32;
    format!("R-{:02}{month:02}{date:02}-{chance:04x}", year % 100)
}
