//! What halls are judged by, and how much each of it matters: an official can change that.

/// Something a hall is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Floor space, ㎡.
    Area,
    /// Free when it is needed: days.
    Time,
    /// Power, kVA.
    Power,
    /// Dyeing quota, t/d.
    Dyeing,
    /// Steam, t/h.
    Steam,
    /// Water, t/d.
    Water,
    /// Wastewater, t/d.
    Wastewater,
    /// Clear height, m.
    Height,
    /// Floor load, t/㎡.
    Load,
    /// Rent, 元/㎡·月.
    Rent,
    /// Meant for the firm's stage.
    Stage,
    /// Not promised to another target.
    Promise,
}

impl Criterion {
    /// How many there are.
    pub const COUNT: usize = 12;

    /// All, in the order in which they are told.
    pub const ALL: [Criterion; Criterion::COUNT] = [
        Criterion::Area,
        Criterion::Time,
        Criterion::Power,
        Criterion::Dyeing,
        Criterion::Steam,
        Criterion::Water,
        Criterion::Wastewater,
        Criterion::Height,
        Criterion::Load,
        Criterion::Rent,
        Criterion::Stage,
        Criterion::Promise,
    ];

    /// The word of addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Criterion::Area => "area",
            Criterion::Time => "time",
            Criterion::Power => "power",
            Criterion::Dyeing => "dyeing",
            Criterion::Steam => "steam",
            Criterion::Water => "water",
            Criterion::Wastewater => "wastewater",
            Criterion::Height => "height",
            Criterion::Load => "load",
            Criterion::Rent => "rent",
            Criterion::Stage => "stage",
            Criterion::Promise => "promise",
        }
    }
}

/// How much a criterion matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Not at all.
    Off,
    /// A hall that misses it comes later.
    Soft,
    /// A hall that misses it does not fit.
    Hard,
}

/// The weight of each criterion, in the order of [`Criterion::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criteria(pub [Weight; Criterion::COUNT]);

impl Default for Criteria {
    fn default() -> Self {
        Self(Criterion::ALL.map(|criterion| match criterion {
            Criterion::Area | Criterion::Power | Criterion::Dyeing | Criterion::Promise => Weight::Hard,
            _ => Weight::Soft,
        }))
    }
}

impl Criteria {
    /// The weight of one.
    #[must_use]
    pub fn of(&self, criterion: Criterion) -> Weight {
        self.0.get(criterion as usize).copied().unwrap_or(Weight::Off)
    }

    /// Sets the weight of one.
    pub fn set(&mut self, criterion: Criterion, weight: Weight) {
        if let Some(place) = self.0.get_mut(criterion as usize) {
            *place = weight;
        }
    }
}
