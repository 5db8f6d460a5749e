//! Who is responsible: offices that are samples, leaders and staff by their numbers only.

use std::sync::Arc;

use shared::Text;
use shared::fact::project::Duty;

use super::dice::Dice;
use super::halls::key;

/// Staff of each county, so that everybody has several firms and nobody has all.
const STAFF: i32 = 4;

/// Counties and the prefecture: code, 中文, English.
const PLACES: [(u32, &str, &str); 6] = [
    (533_102, "瑞丽市", "Ruili"),
    (533_103, "芒市", "Mangshi"),
    (533_124, "陇川县", "Longchuan"),
    (533_123, "盈江县", "Yingjiang"),
    (533_122, "梁河县", "Lianghe"),
    (533_100, "德宏州", "Dehong"),
];

/// The offices that win investors.
pub const RECRUITING: &[(&str, &str)] =
    &[("招商部门", "investment office"), ("园区招商服务处", "park investor desk")];
/// The offices that see projects through.
pub const BUILDING: &[(&str, &str)] = &[
    ("工信部门", "industry office"),
    ("发展改革部门", "development office"),
    ("园区招商服务处", "park investor desk"),
    ("招商部门", "investment office"),
];

/// A duty in a county, or in the prefecture: an office of some kind, one of its staff, the leader of the place.
pub fn duty(dice: &mut Dice, place: u32, offices: &[(&str, &str)]) -> Arc<Duty> {
    let (number, (_, zh, en)) = (1..)
        .zip(PLACES)
        .find(|(_, (code, ..))| *code == place)
        .unwrap_or((6, (533_100, "德宏州", "Dehong")));
    let (office_zh, office_en) = *dice.pick(offices);
    let staff = (number - 1) * STAFF + dice.between(1, STAFF);
    Arc::new(Duty {
        leader: Some(key(&format!("LD-{number}"))),
        unit: Some(Text::new(format!("{zh}{office_zh}（示例）"), format!("{en} {office_en} (sample)"))),
        person: Some(key(&format!("ST-{staff:02}"))),
    })
}
