//! What the ledger rests on: regions and chains, and who is in charge of the chains.

use std::sync::Arc;

use shared::Text;
use shared::fact::registry::{
    ChainDefined, ChainFact, ChainStage, ChiefNamed, RegionFact, RegionRegistered, StageRole,
};

use super::halls::key;
use super::journal::{GB_T_2260, Journal, Note};
use super::names::{NEAR, ORIGINS, region};
use super::works::day;
use super::zones::OPENING;

const REGIONS: &[(u32, &str, &str)] = &[
    (530_000, "云南省", "Yunnan"),
    (533_100, "德宏州", "Dehong"),
    (533_102, "瑞丽市", "Ruili"),
    (533_103, "芒市", "Mangshi"),
    (533_122, "梁河县", "Lianghe"),
    (533_123, "盈江县", "Yingjiang"),
    (533_124, "陇川县", "Longchuan"),
    (532_800, "西双版纳州", "Xishuangbanna"),
    (532_822, "勐海县", "Menghai"),
    (532_823, "勐腊县", "Mengla"),
    (532_500, "红河州", "Honghe"),
    (532_532, "河口县", "Hekou"),
    (532_600, "文山州", "Wenshan"),
    (532_624, "麻栗坡县", "Malipo"),
    (530_500, "保山市", "Baoshan"),
    (530_581, "腾冲市", "Tengchong"),
    (530_900, "临沧市", "Lincang"),
    (530_924, "镇康县", "Zhenkang"),
    (530_926, "耿马县", "Gengma"),
];

/// A stage of a chain.
struct Stage {
    key: &'static str,
    /// Number on the chart; none where the chain has no chart of its own.
    number: Option<&'static str>,
    name: (&'static str, &'static str),
    role: StageRole,
    /// Firms wanted in the end.
    wanted: Option<u32>,
    inputs: &'static [&'static str],
}

impl Stage {
    const fn core(
        number: &'static str,
        key: &'static str,
        name: (&'static str, &'static str),
        wanted: u32,
        inputs: &'static [&'static str],
    ) -> Self {
        Self { key, number: Some(number), name, role: StageRole::Core, wanted: Some(wanted), inputs }
    }

    const fn playing(self, role: StageRole) -> Self {
        Self { role, ..self }
    }

    const fn plain(key: &'static str, name: (&'static str, &'static str)) -> Self {
        Self { key, number: None, name, role: StageRole::Core, wanted: None, inputs: &[] }
    }

    fn defined(&self) -> ChainStage {
        ChainStage {
            key: key(self.key),
            number: self.number.map(str::to_owned),
            name: Text::new(self.name.0, self.name.1),
            role: self.role,
            wanted: self.wanted,
            inputs: self.inputs.iter().map(|input| key(input)).collect(),
        }
    }
}

const TEXTILE: &[Stage] = &[
    Stage::core("01", "fibre", ("化纤", "Chemical fibre"), 1, &[]).playing(StageRole::Extension),
    Stage::core("02", "spinning", ("纺纱", "Spinning"), 5, &["fibre"]),
    Stage::core("03", "weaving", ("织造", "Weaving"), 12, &["spinning"]),
    Stage::core("04", "knitting", ("针织", "Knitting"), 10, &["spinning"]),
    Stage::core("05", "dyeing", ("印染", "Dyeing and printing"), 6, &["weaving", "knitting"]),
    Stage::core("06", "finishing", ("后整理", "Finishing"), 4, &["dyeing"]),
    Stage::core("07", "garments", ("成衣", "Garments"), 25, &["finishing", "trims"]),
    Stage::core("08", "trims", ("辅料", "Trims"), 8, &[]),
    Stage::core("09", "home_textiles", ("家纺", "Home textiles"), 6, &["finishing"])
        .playing(StageRole::Extension),
    Stage::core("10", "technical", ("产业用", "Technical textiles"), 3, &["finishing"])
        .playing(StageRole::Extension),
    Stage::core("11", "footwear", ("鞋帽箱包", "Shoes, hats, bags"), 5, &[]).playing(StageRole::Extension),
    Stage::core("12", "machinery", ("纺机与服务", "Machinery and services"), 2, &[])
        .playing(StageRole::Service),
];

const ELECTRONICS: &[Stage] = &[
    Stage::core("01", "materials", ("电子材料", "Electronic materials"), 2, &[])
        .playing(StageRole::Extension),
    Stage::core("02", "components", ("元器件", "Components"), 8, &["materials"]),
    Stage::core("03", "connectors", ("连接器与线束", "Connectors and cables"), 7, &["materials"]),
    Stage::core("04", "boards", ("电路板", "Circuit boards"), 3, &["materials"]),
    Stage::core("05", "modules", ("模组", "Modules"), 5, &["components", "boards"]),
    Stage::core("06", "power", ("电源与电池", "Power and batteries"), 3, &["components"])
        .playing(StageRole::Extension),
    Stage::core("07", "assembly", ("整机组装", "Assembly"), 9, &["modules", "connectors", "power"]),
];

const GENERAL: &[Stage] = &[
    Stage::plain("hardware", ("五金机电", "Hardware and machinery")),
    Stage::plain("materials", ("材料", "Materials")),
];

/// Below this share of the firms wanted a core stage counts as weak, percent.
const WEAK_BELOW: u8 = 70;

/// Regions and chains.
pub fn ground(journal: &mut Journal) {
    let note =
        Note { act: Some(journal.act()), ..Note::sample(day(OPENING), region(530_000)).from(GB_T_2260) };
    let own = REGIONS.iter().map(|(code, zh, en)| (*code, *zh, *en));
    let origins = ORIGINS.iter().chain(NEAR).filter(|o| o.code != 530_000).map(|o| (o.code, o.full, o.en));
    for (code, zh, en) in own.chain(origins) {
        let code = region(code);
        let fact = RegionFact::Registered(RegionRegistered { code, name: Text::new(zh, en) });
        journal.put(&note, key(&code.to_string()), fact);
    }
    let note = Note::sample(day(OPENING), region(530_000));
    let chains: [(&str, &str, &str, &[Stage]); 3] = [
        ("textile", "纺织服装", "Textiles and garments", TEXTILE),
        ("electronics", "电子信息", "Electronics", ELECTRONICS),
        ("general", "综合产业", "Other industries", GENERAL),
    ];
    for (chain, zh, en, stages) in chains {
        let has_chart = stages.iter().any(|stage| stage.number.is_some());
        let defined = ChainDefined {
            name: Text::new(zh, en),
            stages: stages.iter().map(Stage::defined).collect(),
            weak_below_percent: has_chart.then_some(WEAK_BELOW),
        };
        journal.put(&note, key(chain), ChainFact::Defined(Arc::new(defined)));
    }
}

/// Who is in charge of the chains and of their core stages: officials by their numbers, offices that are samples.
pub fn chiefs(journal: &mut Journal) {
    for (chain, whole, stages) in
        [("textile", 1, TEXTILE), ("electronics", 2, ELECTRONICS), ("general", 3, GENERAL)]
    {
        name_chief(journal, "2023-01-10", chain, None, whole, PREFECTURE);
        let core = stages.iter().filter(|stage| stage.role == StageRole::Core && stage.number.is_some());
        for (number, stage) in (0..).zip(core) {
            let office = OFFICES.get(number % OFFICES.len()).copied().unwrap_or(PREFECTURE);
            let on = if number % 2 == 0 { "2023-01-16" } else { "2023-01-17" };
            name_chief(journal, on, chain, Some(stage.key), 4 + number % 6, office);
        }
    }
    // One stage changed hands.
    name_chief(
        journal,
        "2024-02-26",
        "textile",
        Some("dyeing"),
        9,
        ("州生态环境部门（示例）", "Prefecture environment office (sample)"),
    );
}

const PREFECTURE: (&str, &str) = ("州政府办公室（示例）", "Prefecture government office (sample)");
const OFFICES: [(&str, &str); 5] = [
    ("州工信部门（示例）", "Prefecture industry office (sample)"),
    ("州招商部门（示例）", "Prefecture investment office (sample)"),
    ("瑞丽市政府办公室（示例）", "Ruili government office (sample)"),
    ("芒市政府办公室（示例）", "Mangshi government office (sample)"),
    ("陇川县政府办公室（示例）", "Longchuan government office (sample)"),
];

fn name_chief(
    journal: &mut Journal,
    on: &str,
    chain: &str,
    stage: Option<&str>,
    leader: usize,
    (zh, en): (&str, &str),
) {
    let named =
        ChiefNamed { stage: stage.map(key), chief: key(&format!("LD-{leader}")), office: Text::new(zh, en) };
    let note = Note::sample(day(on), region(533_100)).internal();
    journal.put(&note, key(chain), ChainFact::ChiefNamed(Arc::new(named)));
}
