//! What firms of a stage need of a place, beside floor space and power.

use shared::Day;
use shared::fact::project::Needs;

use super::dice::Dice;

/// What a stage needs: of steam, water, wastewater and dyeing quota for each 1,000 ㎡, and of the hall.
struct Usual {
    steam_t_h: f64,
    water_t_d: f64,
    wastewater_t_d: f64,
    dyeing_t_d: f64,
    clear_height_m: f64,
    floor_load_t_m2: f64,
}

const fn usual(supply: [f64; 4], clear_height_m: f64, floor_load_t_m2: f64) -> Usual {
    let [steam_t_h, water_t_d, wastewater_t_d, dyeing_t_d] = supply;
    Usual { steam_t_h, water_t_d, wastewater_t_d, dyeing_t_d, clear_height_m, floor_load_t_m2 }
}

fn of_stage(stage: &str) -> Usual {
    match stage {
        "fibre" => usual([0.3, 8.0, 5.0, 0.0], 7.0, 2.0),
        "spinning" => usual([0.0, 2.0, 1.0, 0.0], 5.4, 1.0),
        "weaving" => usual([0.0, 3.0, 2.0, 0.0], 4.8, 1.0),
        "knitting" => usual([0.0, 2.0, 1.5, 0.0], 4.5, 0.75),
        "dyeing" => usual([0.6, 62.0, 54.0, 48.0], 6.0, 1.5),
        "finishing" => usual([0.4, 26.0, 21.0, 14.0], 5.4, 1.0),
        "garments" => usual([0.05, 3.0, 2.0, 0.0], 3.6, 0.5),
        "technical" => usual([0.1, 4.0, 2.5, 0.0], 6.0, 1.5),
        "machinery" | "hardware" => usual([0.0, 2.0, 1.0, 0.0], 6.0, 2.0),
        "boards" => usual([0.0, 14.0, 11.0, 0.0], 4.5, 1.0),
        _ => usual([0.0, 2.0, 1.5, 0.0], 3.9, 0.75),
    }
}

/// What a firm of a stage needs, and from when at what rent where it has said so.
pub fn of(stage: &str, area_m2: i64, workers: u32, terms: Option<(Day, f64)>) -> Needs {
    let usual = of_stage(stage);
    let thousands = area_m2 as f64 / 1_000.0;
    let whole = |rate: f64| (rate > 0.0).then(|| (rate * thousands).round().max(1.0));
    let tenth = |rate: f64| (rate > 0.0).then(|| (rate * thousands * 10.0).round().max(1.0) / 10.0);
    Needs {
        steam_t_h: tenth(usual.steam_t_h),
        water_t_d: whole(usual.water_t_d),
        wastewater_t_d: whole(usual.wastewater_t_d),
        dyeing_t_d: whole(usual.dyeing_t_d),
        clear_height_m: Some(usual.clear_height_m),
        floor_load_t_m2: Some(usual.floor_load_t_m2),
        workers: Some(workers),
        from: terms.map(|(from, _)| from),
        rent_max_yuan_m2_month: terms.map(|(_, rent)| rent),
    }
}

/// From when a firm needs its space, and what it would pay, 元/㎡·月.
pub fn terms(dice: &mut Dice, earliest: Day) -> (Day, f64) {
    let from = earliest.plus(dice.between(0, 150)).month_start();
    (from, f64::from(dice.between(18, 28)) / 2.0)
}
