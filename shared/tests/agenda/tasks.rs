//! Tasks: set, reported, done; their light follows from the schedule.

use shared::World;
use shared::agenda::tasks;

use super::{command, day, due, region, told};

const TASKS: &str = r#"
rule/strict rule.preset_defined 2023-12-01 {"name":{"zh":"严","en":"Strict"},"rules":[{"measure":"progress","yellow_from":1,"red_above":5}]}
rule/a-later rule.preset_defined 2023-12-05 {"name":{"zh":"宽","en":"Wide"},"rules":[{"measure":"start","yellow_from":1,"red_above":2},{"measure":"progress","yellow_from":10,"red_above":30}]}
rule/starts rule.preset_defined 2023-11-01 {"name":{"zh":"开工","en":"Starts"},"rules":[{"measure":"start","yellow_from":1,"red_above":2}]}
task/K-1 task.set 2024-01-01 {"goal":{"zh":"引进三家企业","en":"Win three firms"},"measure":{"zh":"走访","en":"Calls"},"person":"ST-01","duty":{"zh":"招商局","en":"Investment office"},"region":"533102","year":2024,"due":"2024-04-10"}
task/K-2 task.set 2024-01-01 {"goal":{"zh":"建成厂房","en":"Build a hall"},"measure":{"zh":"督办","en":"Supervision"},"duty":{"zh":"园区","en":"Park office"},"region":"533100","year":2024,"due":"2024-04-10"}
task/K-2 task.reported 2024-02-01 {"percent":45}
"#;

/// `task light late`, gravest first.
fn lights(world: &World, on: &str, preset: Option<&str>) -> Vec<String> {
    let preset = preset.map(|key| key.parse().unwrap());
    let rows = tasks(world, day(on), region(533_100), preset);
    let told = rows.iter().map(|row| match row.light {
        Some(light) => format!("{} {:?} {:.0}", row.key, light.colour, light.why.unwrap().late),
        None => format!("{} done", row.key),
    });
    told.collect()
}

#[test]
fn a_light_follows_the_schedule_from_the_day_it_was_set_to_the_day_it_is_due() {
    let world = told(TASKS);
    // 100 days in all: a point a day. The preset that was defined first and judges progress counts unless another is chosen.
    assert_eq!(lights(&world, "2024-01-01", None), ["K-1 Green 0", "K-2 Green 0"]);
    assert_eq!(lights(&world, "2024-01-04", None), ["K-1 Yellow 3", "K-2 Yellow 3"]);
    assert_eq!(lights(&world, "2024-02-10", None), ["K-1 Red 40", "K-2 Green -5"]);
    assert_eq!(lights(&world, "2024-02-10", Some("a-later")), ["K-1 Red 40", "K-2 Green -5"]);
    assert_eq!(lights(&world, "2024-01-30", Some("a-later")), ["K-1 Yellow 29", "K-2 Yellow 29"]);
    assert_eq!(lights(&world, "2024-01-30", Some("starts")), ["K-1 Red 29", "K-2 Red 29"]);
    assert_eq!(
        tasks(&world, day("2024-02-10"), region(533_102), None).len(),
        1,
        "each level its own and below"
    );
    let why = tasks(&world, day("2024-02-10"), region(533_102), None)[0].light.unwrap().why.unwrap();
    assert_eq!((why.plan, why.actual, why.since, why.days), (40.0, 0.0, Some(day("2024-04-10")), -60));
}

#[test]
fn what_is_not_done_by_its_day_is_never_green() {
    let mut world = told(TASKS);
    let almost = r#"{"command":"report_task","task":"K-2","percent":100}"#;
    assert_eq!(command(&mut world, almost, "2024-04-10"), Ok(vec!["task.reported K-2".into()]));
    assert_eq!(lights(&world, "2024-04-10", None)[1], "K-2 Green 0");
    assert_eq!(lights(&world, "2024-04-11", None)[1], "K-2 Yellow 0");
}

#[test]
fn a_task_is_due_until_it_is_done_or_given_up() {
    let mut world = told(TASKS);
    assert_eq!(due(&world, "2024-03-26"), [""; 0]);
    assert_eq!(due(&world, "2024-04-12"), ["K-1 Task 2", "K-2 Task 2"]);
    let item = shared::agenda::agenda(&world, day("2024-04-12"), region(533_102), 14)[0];
    assert_eq!(
        command(&mut world, &item.done(day("2024-04-12")).unwrap(), "2024-04-12"),
        Ok(vec!["task.finished K-1".into()])
    );
    assert_eq!(lights(&world, "2024-04-12", None), ["K-2 Red 55", "K-1 done"]);
    let drop = r#"{"command":"drop_task","task":"K-2"}"#;
    assert_eq!(command(&mut world, drop, "2024-04-12"), Ok(vec!["task.dropped K-2".into()]));
    assert_eq!(due(&world, "2024-04-12"), [""; 0]);
    assert_eq!(lights(&world, "2024-04-12", None), ["K-1 done"]);
    for text in [
        drop,
        r#"{"command":"finish_task","task":"K-1"}"#,
        r#"{"command":"report_task","task":"K-1","percent":9}"#,
    ] {
        assert_eq!(command(&mut world, text, "2024-04-13"), Err("task-over".into()), "{text}");
    }
    // A day before it was done it was not.
    assert_eq!(due(&world, "2024-04-11"), ["K-1 Task 1", "K-2 Task 1"]);
}

#[test]
fn a_task_has_goal_measure_and_duty_and_a_day_that_can_be_met() {
    let set = |rest: &str| {
        let mut world = told("");
        let text = format!(r#"{{"command":"set_task","task":"K-9",{rest}}}"#);
        command(&mut world, &text, "2024-03-01")
    };
    let whole = |goal: &str, region: &str, due: &str, year: i32| {
        format!(
            r#""goal":{{"zh":"{goal}","en":"Goal"}},"measure":{{"zh":"措施","en":"Measure"}},"duty":{{"zh":"局","en":"Office"}},"region":"{region}","year":{year},"due":"{due}""#
        )
    };
    assert_eq!(set(&whole("目标", "533102", "2024-12-31", 2024)), Ok(vec!["task.set K-9".into()]));
    for (rest, refusal) in [
        (whole(" ", "533102", "2024-12-31", 2024), "text-missing"),
        (whole("目标", "110000", "2024-12-31", 2024), "unknown-record"),
        (whole("目标", "533102", "2024-02-29", 2024), "end-before-start"),
        (whole("目标", "533102", "2024-12-31", 24), "out-of-range"),
        (whole("目标", "533102", "2024-12-31", 2024) + r#","audience":0"#, "always-internal"),
        (r#""goal":{"zh":"目标","en":"Goal"}"#.to_owned(), "unreadable"),
    ] {
        assert_eq!(set(&rest), Err(refusal.to_owned()), "{rest}");
    }
    let mut world = told(TASKS);
    let again =
        format!(r#"{{"command":"set_task","task":"K-1",{}}}"#, whole("目标", "533102", "2024-12-31", 2024));
    assert_eq!(command(&mut world, &again, "2024-03-01"), Err("already-exists".into()));
    let much = r#"{"command":"report_task","task":"K-1","percent":101}"#;
    assert_eq!(command(&mut world, much, "2024-03-01"), Err("out-of-range".into()));
}
