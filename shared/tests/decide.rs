//! Whatever officials command, in whatever order, what is accepted keeps the promises of the ledger.
// Tests may stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "decide/commands.rs"]
mod commands;
#[path = "decide/promises.rs"]
mod promises;

use std::cell::RefCell;
use std::collections::BTreeMap;

use commands::{TODAY, command};
use promises::Office;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use shared::{Command, Context, Day, decide};

#[test]
fn no_accepted_sequence_of_commands_breaks_a_promise() {
    let accepted = RefCell::new(BTreeMap::<&str, u32>::new());
    let refused = RefCell::new(BTreeMap::<&str, u32>::new());
    let config = ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() };
    let sequences = proptest::collection::vec(command(), 1..160);
    let outcome = TestRunner::new(config).run(&sequences, |commands| {
        let mut office = Office::opened();
        let context = Context { today: Day::from_number(TODAY) };
        for command in &commands {
            let written = serde_json::to_value(command).unwrap();
            prop_assert_eq!(&Command::of(written.clone()).unwrap(), command, "{}", written);
            match decide(office.world(), command, &context) {
                Ok(facts) => {
                    *accepted.borrow_mut().entry(command.order.name()).or_default() += 1;
                    prop_assert!(!facts.is_empty());
                    office.record(facts)?;
                    office.floor_space_is_conserved()?;
                }
                Err(refusal) => *refused.borrow_mut().entry(refusal.slug()).or_default() += 1,
            }
        }
        office.nobody_has_a_unit_twice()?;
        office.every_day_has_one_status()?;
        office.the_public_knows_whom_it_hears_of()
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
    // The promises mean little if hardly anything is accepted, or hardly anything refused.
    let (accepted, refused) = (accepted.into_inner(), refused.into_inner());
    for order in commands::ORDERS {
        assert!(
            accepted.get(order).copied().unwrap_or(0) >= 3,
            "{order} is hardly ever accepted: {accepted:?}"
        );
    }
    for slug in
        ["unit-not-available", "contradicts-later", "hall-area-exceeded", "place-taken", "areas-must-balance"]
    {
        assert!(refused.get(slug).copied().unwrap_or(0) >= 3, "{slug} hardly ever happens: {refused:?}");
    }
}
