//! What the ledger rests on: regions and chains.

use std::sync::Arc;

use shared::Text;
use shared::fact::registry::{ChainDefined, ChainFact, ChainStage, RegionFact, RegionRegistered, StageRole};

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

/// Stages of a chain: key, 中文, English, inputs.
type Stages = &'static [(&'static str, &'static str, &'static str, &'static [&'static str])];

const TEXTILE: Stages = &[
    ("fibre", "化纤", "Chemical fibre", &[]),
    ("spinning", "纺纱", "Spinning", &["fibre"]),
    ("weaving", "织造", "Weaving", &["spinning"]),
    ("knitting", "针织", "Knitting", &["spinning"]),
    ("dyeing", "印染", "Dyeing and printing", &["weaving", "knitting"]),
    ("finishing", "后整理", "Finishing", &["dyeing"]),
    ("garments", "成衣", "Garments", &["finishing", "trims"]),
    ("trims", "辅料", "Trims", &[]),
    ("home_textiles", "家纺", "Home textiles", &["finishing"]),
    ("technical", "产业用", "Technical textiles", &["finishing"]),
    ("footwear", "鞋帽箱包", "Shoes, hats, bags", &["trims"]),
    ("machinery", "纺机与服务", "Machinery and services", &[]),
];

const ELECTRONICS: Stages = &[
    ("materials", "电子材料", "Electronic materials", &[]),
    ("components", "元器件", "Components", &["materials"]),
    ("connectors", "连接器与线束", "Connectors and cables", &["materials"]),
    ("boards", "电路板", "Circuit boards", &["materials"]),
    ("modules", "模组", "Modules", &["components", "boards"]),
    ("power", "电源与电池", "Power and batteries", &["components"]),
    ("assembly", "整机组装", "Assembly", &["modules", "connectors", "power"]),
];

const GENERAL: Stages =
    &[("hardware", "五金机电", "Hardware and machinery", &[]), ("materials", "材料", "Materials", &[])];

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
    let chains: [(&str, &str, &str, Stages); 3] = [
        ("textile", "纺织服装", "Textiles and garments", TEXTILE),
        ("electronics", "电子信息", "Electronics", ELECTRONICS),
        ("general", "综合产业", "Other industries", GENERAL),
    ];
    for (chain, zh, en, stages) in chains {
        let stages = stages.iter().map(|(stage, zh, en, inputs)| ChainStage {
            key: key(stage),
            number: None,
            name: Text::new(*zh, *en),
            role: StageRole::Core,
            wanted: None,
            inputs: inputs.iter().map(|i| key(i)).collect(),
        });
        let defined =
            ChainDefined { name: Text::new(zh, en), stages: stages.collect(), weak_below_percent: None };
        journal.put(&note, key(chain), ChainFact::Defined(Arc::new(defined)));
    }
}
