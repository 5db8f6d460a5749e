//! Deadlines of leads and requests: which step is due when, from the facts and the rule that was in force.

use super::{command, due, told};

/// The rule of Jiangmen; leads from 5,000 万元 or 20,000 ㎡ on are major.
const JIANGMEN: &str = r#"
rule/jiangmen-2024 rule.deadlines_defined 2024-03-01 {"name":{"zh":"江门 2024","en":"Jiangmen 2024"},"steps":[{"step":"answer","days":1},{"step":"assess","days":3,"major_days":7},{"step":"feedback","days":7},{"step":"report","days":14}],"major":{"invest_wan":5000,"need_area_m2":20000}}
"#;

fn target(key: &str, on: &str, area: u32) -> String {
    format!(
        r#"
target/{key} target.registered {on} {{"name":{{"zh":"示例企业","en":"Sample"}},"region":"533102","home":"441900","chain":"textile","chain_stage":"garments","need_area_m2":{area},"intent":"watching"}}
"#
    )
}

#[test]
fn a_lead_is_answered_assessed_answered_to_and_followed_up() {
    let mut facts = format!("{JIANGMEN}{}", target("T-1", "2024-03-04", 500));
    assert_eq!(due(&told(&facts), "2024-03-04"), ["T-1 Lead(Answer) -1"]);
    assert_eq!(due(&told(&facts), "2024-03-06"), ["T-1 Lead(Answer) 1"]);
    facts += r#"target/T-1 target.duty_assigned 2024-03-06 {"person":"ST-01"}
"#;
    assert_eq!(due(&told(&facts), "2024-03-06"), ["T-1 Lead(Assess) -1"], "somebody has it");
    facts += r#"target/T-1 target.intent_observed 2024-03-07 {"intent":"willing"}
"#;
    assert_eq!(due(&told(&facts), "2024-03-07"), ["T-1 Lead(Feedback) -7"], "seven days from the assessment");
    facts += r#"target/T-1 target.first_talk_registered 2024-03-11 {"by":"533102","until":"2024-09-11"}
"#;
    assert_eq!(due(&told(&facts), "2024-03-11"), ["T-1 Lead(Report) -14"]);
    assert_eq!(due(&told(&facts), "2024-03-27"), ["T-1 Lead(Report) 2"]);
    let mut world = told(&facts);
    let confirm = r#"{"command":"confirm","streams":["target/T-1"]}"#;
    assert_eq!(command(&mut world, confirm, "2024-03-27"), Ok(vec!["target.confirmed T-1".into()]));
    assert_eq!(due(&world, "2024-03-27"), ["T-1 Lead(Report) -14"], "reported: and again in fourteen days");
    assert_eq!(due(&world, "2024-03-12"), ["T-1 Lead(Report) -13"], "on an earlier day nobody knew of it");
    let dropped = format!("{facts}target/T-1 target.dropped 2024-03-28 {{}}\n");
    assert_eq!(due(&told(&dropped), "2024-04-30"), [""; 0]);
}

#[test]
fn a_major_lead_has_seven_days_to_be_assessed() {
    let assigned =
        |key: &str| format!("target/{key} target.duty_assigned 2024-03-04 {{\"person\":\"ST-01\"}}\n");
    let facts = [
        JIANGMEN.to_owned(),
        target("T-1", "2024-03-04", 19_999),
        target("T-2", "2024-03-04", 20_000),
        assigned("T-1"),
        assigned("T-2"),
    ];
    assert_eq!(due(&told(&facts.concat()), "2024-03-08"), ["T-1 Lead(Assess) 1", "T-2 Lead(Assess) -3"]);
}

#[test]
fn nothing_is_due_by_a_rule_that_was_not_defined_by_that_day() {
    let facts = format!("{JIANGMEN}{}{}", target("T-1", "2024-02-29", 500), target("T-2", "2024-03-01", 500));
    assert_eq!(due(&told(&facts), "2024-02-29"), [""; 0]);
    // What came in before is bound by it at no time.
    assert_eq!(due(&told(&facts), "2024-05-01"), ["T-2 Lead(Answer) 60"]);
    // Defined anew, the days are others from then on, for what came in under it.
    let anew = r#"rule/jiangmen-2024 rule.deadlines_defined 2024-03-20 {"name":{"zh":"江门","en":"Jiangmen"},"steps":[{"step":"answer","days":5}]}
"#;
    let world = told(&format!("{facts}{anew}"));
    assert_eq!(due(&world, "2024-03-19"), ["T-2 Lead(Answer) 17"]);
    assert_eq!(due(&world, "2024-03-20"), ["T-2 Lead(Answer) 14"]);
    // A second rule that is stricter counts where both bind.
    let stricter = r#"rule/own rule.deadlines_defined 2024-03-01 {"name":{"zh":"本州","en":"Own"},"steps":[{"step":"assess","days":2}]}
"#;
    let world = told(&format!("{facts}{anew}{stricter}"));
    assert_eq!(due(&world, "2024-03-20"), ["T-2 Lead(Assess) 17"]);
}

#[test]
fn a_project_goes_from_lead_to_first_talk() {
    let mut facts = format!(
        r#"{JIANGMEN}
project/P-1 project.registered 2024-03-04 {{"kind":"signed","title":{{"zh":"项目","en":"Project"}},"chain":"textile","region":"533102","invest_wan":5000}}
"#
    );
    assert_eq!(due(&told(&facts), "2024-03-04"), [""; 0], "no lead yet");
    facts += "project/P-1 project.reached 2024-03-05 {\"node\":\"lead\"}\n";
    assert_eq!(due(&told(&facts), "2024-03-05"), ["P-1 Lead(Answer) -1"]);
    facts += "project/P-1 project.duty_assigned 2024-03-05 {\"leader\":\"LD-1\"}\n";
    assert_eq!(due(&told(&facts), "2024-03-05"), ["P-1 Lead(Assess) -7"], "a major one");
    let mut world = told(&facts);
    // The item says how it is recorded.
    let item = shared::agenda::agenda(&world, super::day("2024-03-08"), super::region(533_102), 14)[0];
    let reach = item.done(super::day("2024-03-08")).unwrap();
    assert_eq!(command(&mut world, &reach, "2024-03-08"), Ok(vec!["project.reached P-1".into()]));
    assert_eq!(due(&world, "2024-03-08"), ["P-1 Lead(Feedback) -7"]);
    let item = shared::agenda::agenda(&world, super::day("2024-03-09"), super::region(533_102), 14)[0];
    let reach = item.done(super::day("2024-03-09")).unwrap();
    assert_eq!(command(&mut world, &reach, "2024-03-09"), Ok(vec!["project.reached P-1".into()]));
    assert_eq!(due(&world, "2024-03-09"), ["P-1 Lead(Report) -14"]);
    let signed = r#"{"command":"reach_node","project":"P-1","node":"signed"}"#;
    command(&mut world, signed, "2024-03-10").unwrap();
    assert_eq!(due(&world, "2024-03-30"), [""; 0], "no lead any more");
}

#[test]
fn a_request_is_answered_in_a_day_and_resolved_in_seven_unless_another_day_was_promised() {
    let raised = |key: &str, on: &str, due: &str| {
        format!(
            r#"request/{key} request.raised {on} {{"kind":"labour","region":"533102"{due}}}
"#
        )
    };
    let assigned = |key: &str| {
        format!(
            r#"request/{key} request.assigned 2024-03-06 {{"office":{{"zh":"工信局","en":"Industry office"}}}}
"#
        )
    };
    let promised = r#","due":"2024-03-20""#;
    let facts = [
        JIANGMEN.to_owned(),
        raised("Q-1", "2024-03-04", ""),
        raised("Q-2", "2024-03-04", promised),
        raised("Q-3", "2024-02-01", promised),
        raised("Q-4", "2024-02-01", ""),
    ];
    let (q1, q2, q3) = ("Q-1 Request(Labour)", "Q-2 Request(Labour)", "Q-3 Request(Labour)");
    // Of what was raised before the rule only a promise counts.
    let world = told(&facts.concat());
    assert_eq!(due(&world, "2024-03-06"), [format!("{q1} 1"), format!("{q2} 1"), format!("{q3} -14")]);
    let world = told(&(facts.concat() + &assigned("Q-1") + &assigned("Q-2") + &assigned("Q-4")));
    assert_eq!(due(&world, "2024-03-06"), [format!("{q1} -7"), format!("{q2} -14"), format!("{q3} -14")]);
}

#[test]
fn deadlines_that_contradict_themselves_are_refused() {
    let define = |rest: &str| {
        let mut world = told("");
        let text = format!(
            r#"{{"command":"define_deadlines","rule":"own","name":{{"zh":"本州","en":"Own"}},{rest}}}"#
        );
        command(&mut world, &text, "2024-03-01")
    };
    for (rest, refusal) in [
        (r#""steps":[]"#, "text-missing"),
        (r#""steps":[{"step":"answer","days":0}]"#, "out-of-range"),
        (r#""steps":[{"step":"answer","days":4000}]"#, "out-of-range"),
        (r#""steps":[{"step":"answer","days":-1}]"#, "unreadable"),
        (r#""steps":[{"step":"dream","days":1}]"#, "unreadable"),
        (r#""steps":[{"step":"answer","days":1},{"step":"answer","days":2}]"#, "said-twice"),
        (r#""steps":[{"step":"assess","days":3,"major_days":7}]"#, "major-unsaid"),
        (r#""steps":[{"step":"assess","days":3,"major_days":7}],"major":{}"#, "major-unsaid"),
    ] {
        assert_eq!(define(rest), Err(refusal.to_owned()), "{rest}");
    }
    let right = r#""steps":[{"step":"assess","days":3,"major_days":7}],"major":{"invest_wan":5000}"#;
    assert_eq!(define(right), Ok(vec!["rule.deadlines_defined own".into()]));
    // A rule stays a rule of its kind.
    let mut world = told(JIANGMEN);
    let board = r#"{"command":"define_freshness","rule":"jiangmen-2024","name":{"zh":"甲","en":"A"},"promises":[{"of":"unit","days":9}]}"#;
    assert_eq!(command(&mut world, board, "2024-03-02"), Err("rule-of-other-kind".into()));
}
