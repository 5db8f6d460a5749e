//! The shapes of what is answered, for the description only: the answers themselves are written by `shared`, and a test
//! holds the two together.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Declares shapes that are only described.
macro_rules! shapes {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Serialize, ToSchema)]
        #[allow(dead_code, reason = "a shape for the description")]
        pub struct $name { $($(#[$field_meta])* $field: $type,)* }
    )+};
}

shapes! {
    /// A refusal (RFC 9457). Further members may say more.
    ProblemBody {
        /// Names the kind of problem, for ever.
        #[schema(rename = "type", example = "/problems/wrong-parameter")]
        kind: String,
        /// The kind in words.
        title: String,
        /// HTTP status.
        #[schema(minimum = 400, maximum = 599)]
        status: u16,
        /// What is wrong, and how to mend it.
        detail: String,
        /// The part of the request that it is about.
        #[schema(required = false)]
        param: Option<String>,
        /// What would have been right.
        #[schema(required = false)]
        example: Option<String>,
        /// The request, as the server's log names it.
        #[schema(required = false)]
        request_id: Option<String>,
    }

    /// A name in both languages.
    BothNames {
        /// 中文.
        zh: String,
        /// English.
        en: String,
    }

    /// A page of a layer (RFC 7946).
    FeatureCollection {
        /// Always `FeatureCollection`.
        #[schema(rename = "type", pattern = "^FeatureCollection$")]
        kind: String,
        /// The records, in the order of their keys.
        features: Vec<Feature>,
        /// The day.
        #[schema(format = Date)]
        as_of: String,
        /// How many records there are in all.
        #[schema(rename = "numberMatched")]
        number_matched: u64,
        /// How many are on this page.
        #[schema(rename = "numberReturned")]
        number_returned: u64,
        /// This page, and the next one when there is more.
        links: Vec<Link>,
    }

    /// A record (RFC 7946).
    Feature {
        /// Always `Feature`.
        #[schema(rename = "type", pattern = "^Feature$")]
        kind: String,
        /// A number that never changes.
        id: u64,
        /// Where it is; null where nothing is known of that.
        geometry: Option<Geometry>,
        /// What is known of it on the day: always `key`, `source`, `as_of` and `sample` (whether any of it is invented).
        properties: Properties,
    }

    /// A place (RFC 7946, WGS 84).
    Geometry {
        /// `Point`, `Polygon` or `MultiPolygon`.
        #[schema(rename = "type", pattern = "^(Point|Polygon|MultiPolygon|LineString)$")]
        kind: String,
        /// Longitude and latitude in degrees, nested as the type asks.
        coordinates: Vec<Value>,
    }

    /// What is known of a record. Further members depend on the layer.
    Properties {
        /// Its key.
        key: String,
        /// The last day on which something is known to have happened to it.
        #[schema(format = Date)]
        as_of: String,
        /// Where that is known from; `sample` for invented data.
        source: String,
        /// Whether any of it is invented.
        sample: bool,
    }

    /// A way to another answer.
    Link {
        /// `self` or `next`.
        rel: String,
        /// Media type.
        #[schema(rename = "type")]
        kind: String,
        /// Address.
        href: String,
    }

    /// A page of the log.
    LogPage {
        /// The position after which it begins.
        after: u64,
        /// The last position it covers: where the next page begins.
        next: u64,
        /// The last position of the log when the page was made. A page that was kept may be older than the log.
        head: u64,
        /// The facts, in order of position.
        events: Vec<Event>,
    }

    /// The `data` of a frame of `/api/stream`.
    StreamFrame {
        /// The last visible position before this frame: whoever knows less has missed facts.
        after: u64,
        /// The facts, in order of position.
        events: Vec<Event>,
    }

    /// A fact.
    Event {
        /// Position in the log.
        position: u64,
        /// The record.
        #[schema(example = "unit/RL-02-201")]
        stream: String,
        /// Version within the stream, from 1.
        version: u32,
        /// UUIDv7; for operators only.
        #[schema(required = false)]
        event_id: Option<String>,
        /// What happened.
        #[schema(example = "unit.leased")]
        kind: String,
        /// Shape of the payload; 1 when absent.
        #[schema(required = false)]
        schema: Option<u16>,
        /// The civil day.
        #[schema(format = Date)]
        occurred_on: String,
        /// When it was recorded (UTC).
        #[schema(format = DateTime)]
        recorded_at: String,
        /// Who recorded it: an id; for operators only.
        #[schema(required = false)]
        actor: Option<String>,
        /// The region that owns the record; for operators only.
        #[schema(required = false)]
        region: Option<String>,
        /// 0 public (absent), 1 officials, 2 owning office.
        #[schema(required = false)]
        audience: Option<u8>,
        /// Where it comes from; `sample` for invented data.
        source: String,
        /// What happened, in detail.
        payload: Value,
    }

    /// A fact that was recorded, or would be: then without position and moment.
    ProposedFact {
        /// Position in the log.
        #[schema(required = false)]
        position: Option<u64>,
        /// The record.
        #[schema(example = "unit/RL-02-201")]
        stream: String,
        /// What happened.
        #[schema(example = "unit.registered")]
        kind: String,
        /// The civil day.
        #[schema(format = Date)]
        occurred_on: String,
        /// The region that owns the record.
        #[schema(required = false)]
        region: Option<String>,
        /// 0 public (absent), 1 officials, 2 owning office.
        #[schema(required = false)]
        audience: Option<u8>,
        /// What happened, in detail.
        payload: Value,
    }

    /// What a command recorded.
    ReceiptBody {
        /// The last position of it.
        position: u64,
        /// Whether an earlier attempt had recorded it.
        again: bool,
        /// The facts.
        events: Vec<Event>,
    }

    /// The figures of a day.
    FiguresBody {
        /// The day.
        #[schema(format = Date)]
        as_of: String,
        /// The state of knowledge, if one was asked for.
        as_at: Option<String>,
        /// The region.
        region: String,
        /// By name.
        figures: std::collections::BTreeMap<String, FigureBody>,
    }

    /// A figure.
    FigureBody {
        /// The value; null when it cannot be known.
        value: Option<f64>,
        /// `count`, `m2`, `fraction` or `days`.
        #[schema(pattern = "^(count|m2|fraction|days)$")]
        unit: String,
        /// The day.
        #[schema(format = Date)]
        as_of: String,
        /// How it was counted, or why it cannot be known.
        rule: String,
        /// The address of the records it was counted from.
        list: String,
        /// What it is called.
        title: String,
        /// The region.
        region: String,
        /// The year of a rate.
        #[schema(required = false)]
        window: Option<i32>,
        /// Records that fulfil the rule of a rate.
        #[schema(required = false)]
        numerator: Option<i64>,
        /// Records that the rule of a rate is asked of.
        #[schema(required = false)]
        denominator: Option<i64>,
    }

    /// The records behind a figure.
    RecordsBody {
        /// The name of the figure.
        name: String,
        /// The figure.
        figure: FigureBody,
        /// The records.
        records: Vec<CountedRecord>,
        /// Target enterprises by class, for the figure that counts them.
        #[schema(required = false)]
        counts: Option<Vec<CountedTargets>>,
    }

    /// A record that a figure counts.
    CountedRecord {
        /// Kind of record.
        entity: String,
        /// Its key.
        key: String,
        /// Its name, where it has one.
        name: Option<BothNames>,
        /// What it adds to the figure.
        adds: f64,
        /// Whether it fulfils the rule of a rate.
        fulfils: bool,
        /// The last day on which something is known to have happened to it.
        as_of: Option<String>,
        /// Where that is known from.
        source: Option<String>,
        /// Whether any of it is invented.
        sample: bool,
    }

    /// Target enterprises of a class.
    CountedTargets {
        /// The region that follows them.
        region: String,
        /// Province of their head offices.
        home: String,
        /// Chain.
        chain: String,
        /// Stage in the chain.
        stage: String,
        /// Intent to relocate.
        #[schema(pattern = "^(none|watching|willing|negotiating)$")]
        intent: String,
        /// Became a project; absent where not.
        #[schema(required = false)]
        linked: Option<bool>,
        /// How many.
        count: i64,
    }

    /// Target enterprises as counts.
    CensusBody {
        /// Changes, oldest first.
        steps: Vec<CensusStep>,
    }

    /// From a day on there are more (or fewer) target enterprises of a class.
    CensusStep {
        /// The day.
        #[schema(format = Date)]
        day: String,
        /// The region that follows them.
        region: String,
        /// Province of their head offices.
        home: String,
        /// Chain.
        chain: String,
        /// Stage in the chain.
        stage: String,
        /// Intent to relocate.
        #[schema(pattern = "^(none|watching|willing|negotiating)$")]
        intent: String,
        /// Became a project; absent where not.
        #[schema(required = false)]
        linked: Option<bool>,
        /// The change.
        by: i64,
    }

    /// Every public record of a day.
    Atlas {
        /// The day.
        #[schema(format = Date)]
        as_of: String,
        /// The state of knowledge, if one was asked for.
        as_at: Option<String>,
        /// The last position that is folded in.
        position: u64,
        /// Regions.
        regions: Vec<AtlasRecord>,
        /// Industry chains.
        chains: Vec<AtlasRecord>,
        /// Parks and zones.
        parks: Vec<AtlasRecord>,
        /// Halls.
        halls: Vec<AtlasRecord>,
        /// Units.
        units: Vec<AtlasRecord>,
        /// Land parcels.
        parcels: Vec<AtlasRecord>,
        /// Ports of entry.
        ports: Vec<AtlasRecord>,
        /// Projects.
        projects: Vec<AtlasRecord>,
        /// Enterprises.
        enterprises: Vec<AtlasRecord>,
        /// Batches of visiting investors.
        visits: Vec<AtlasRecord>,
        /// Outreach activities.
        activities: Vec<AtlasRecord>,
        /// Invitations abroad.
        invitations: Vec<AtlasRecord>,
        /// Target enterprises as counts.
        targets: Vec<CountedTargets>,
    }

    /// A record on a day.
    AtlasRecord {
        /// Its key.
        key: String,
        /// The last day on which something is known to have happened to it.
        as_of: Option<String>,
        /// Where that is known from.
        source: Option<String>,
        /// Since when its standing is what it is.
        since: Option<String>,
        /// What the map and the figures need of it.
        standing: Value,
        /// The record.
        record: Value,
    }
}
