//! Why a message did not arrive: a name for programs, and words for administrators. Never the address that was asked, for a
//! key may stand in it.

use std::fmt;
use std::net::IpAddr;

use shared::words::HookWord;
use shared::{Lang, Text};

/// Why a message did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It answered with another status than 2xx.
    Status(u16),
    /// It answered that it wants no more.
    Gone,
    /// It answered that it is elsewhere; nobody follows.
    Redirect(u16),
    /// A robot took the message and refused it.
    Robot(i64),
    /// A robot's answer is not one.
    Strange,
    /// It did not answer in time.
    Late,
    /// Its name means nothing.
    NoName,
    /// Its address is not public, and was not allowed.
    Forbidden(IpAddr),
    /// Its address was not allowed without encryption.
    Plain,
    /// No secure connection.
    Tls,
    /// No connection.
    Unreachable,
}

impl Failure {
    /// Its name on the wire.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        self.named().0
    }

    /// What to tell an administrator.
    #[must_use]
    pub fn told(self, lang: Lang) -> String {
        let number = match self {
            Failure::Status(status) | Failure::Redirect(status) => status.to_string(),
            Failure::Robot(code) => code.to_string(),
            Failure::Forbidden(ip) => ip.to_string(),
            _ => String::new(),
        };
        self.named().1.with(lang, &[("n", &number)])
    }

    /// The same in both languages.
    #[must_use]
    pub fn text(self) -> Text {
        Text::new(self.told(Lang::Zh), self.told(Lang::En))
    }

    const fn named(self) -> (&'static str, HookWord) {
        match self {
            Failure::Status(_) => ("status", HookWord::HookFailedStatus),
            Failure::Gone => ("gone", HookWord::HookFailedGone),
            Failure::Redirect(_) => ("redirect", HookWord::HookFailedRedirect),
            Failure::Robot(_) => ("robot", HookWord::HookFailedRobot),
            Failure::Strange => ("strange", HookWord::HookFailedStrange),
            Failure::Late => ("late", HookWord::HookFailedLate),
            Failure::NoName => ("no_name", HookWord::HookFailedNoName),
            Failure::Forbidden(_) => ("forbidden", HookWord::HookFailedForbidden),
            Failure::Plain => ("plain", HookWord::HookFailedPlain),
            Failure::Tls => ("tls", HookWord::HookFailedTls),
            Failure::Unreachable => ("unreachable", HookWord::HookFailedUnreachable),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Lang::En))
    }
}

impl std::error::Error for Failure {}
