//! This year's projects by node: signed, started, in production, each with its day.

use crate::prelude::*;
use shared::fact::project::Node;
use shared::{Day, Key, Word};

use super::{Head, Look};
use crate::figures::YEAR_NODES;
use crate::format::date;
use crate::scene::{Kind, Opened, Subject};
use crate::signs::{StageSign, stage_word};
use crate::tell::title;

/// The panel.
pub fn view(look: Look<'_>) -> AnyView {
    let Look { lang, door, .. } = look;
    let groups = YEAR_NODES.into_iter().map(|(node, stage)| {
        let projects = reached(look, node);
        let many = projects.len();
        let entries = projects.into_iter().map(|(key, on)| entry(look, key, on));
        view! {
            <section class="part">
                <h3 class="columns"><StageSign stage /><b>{stage_word(stage).text(lang)}</b><span class="number">{many}</span></h3>
                <ol class="entries list" data-node=stage.slug() data-count=many>{entries.collect::<Vec<_>>()}</ol>
            </section>
        }
    });
    view! {
        <Head door lang title=Word::FigureYearProjects.text(lang).to_owned() steps=None />
        <p class="rule soft">{Word::RuleYearProjects.with(lang, &[("year", &look.day.year().to_string())])}</p>
        {groups.collect::<Vec<_>>()}
    }
    .into_any()
}

fn reached(look: Look<'_>, node: Node) -> Vec<(Key, Day)> {
    let region = look.door.scene.scope.get().region;
    let projects = look.world.projects.iter().filter_map(|(key, ledger)| {
        let project = ledger.latest().filter(|p| region.contains(p.attributes.region))?;
        let on = *project.reached.get(&node)?;
        (on.year() == look.day.year() && on <= look.day).then_some((*key, on))
    });
    let mut projects: Vec<(Key, Day)> = projects.collect();
    shared::order::sort_by(&mut projects, |(key, on), (other, then)| {
        then.cmp(on).then_with(|| key.cmp(other))
    });
    projects
}

fn entry(look: Look<'_>, key: Key, on: Day) -> impl IntoView + use<> {
    let (door, subject) = (look.door, Subject::new(Kind::Project, key));
    view! {
        <li>
            <button type="button" class="entry" on:click=move |_| door.go_from(Opened::Projects, subject)>
                <span>{title(look.world, subject, look.lang)}</span>
                <span class="number">{date(on, look.lang)}</span>
            </button>
        </li>
    }
}
