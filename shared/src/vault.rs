//! What the vault keeps of a record: the people to talk to, and notes.
//!
//! None of this is a fact, and nothing of it is folded: it is personal data, which can be erased. Server and browser share
//! only its shape and the rules of what can be kept, so that a form says before it is sent what the server would say.

use serde::{Deserialize, Serialize};

use crate::Lang;
use crate::json::FromJson;
use crate::words::DeskWord;

/// A note has so many characters, at most.
pub const LONGEST_NOTE: usize = 4_000;
/// Every other text has so many characters, at most.
pub const LONGEST_FIELD: usize = 128;

/// A person to talk to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name.
    #[cfg_attr(feature = "describe", schema(example = "示例联系人", max_length = 128))]
    pub name: String,
    /// Job title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// WeChat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wechat: Option<String>,
    /// Where they sit: department, room, address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// What an entry of the vault says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A person to talk to.
    Contact(Contact),
    /// Free text.
    Note(String),
}

/// What kind of thing an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person to talk to.
    Contact,
    /// Free text.
    Note,
}

impl Kind {
    /// Its name on the wire and on disk.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Kind::Contact => "contact",
            Kind::Note => "note",
        }
    }

    /// By its name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Kind::Contact, Kind::Note].into_iter().find(|kind| kind.slug() == slug)
    }
}

/// A field of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name of a person.
    Name,
    /// Job title.
    Title,
    /// Phone number.
    Phone,
    /// E-mail.
    Email,
    /// WeChat.
    Wechat,
    /// Where they sit.
    Office,
    /// The text of a note.
    Note,
}

impl Field {
    /// The fields of a contact.
    pub const OF_A_CONTACT: [Field; 6] =
        [Field::Name, Field::Title, Field::Phone, Field::Email, Field::Wechat, Field::Office];

    /// Its name on the wire.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Title => "title",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Wechat => "wechat",
            Field::Office => "office",
            Field::Note => "note",
        }
    }

    /// Its name to readers.
    #[must_use]
    pub const fn word(self) -> DeskWord {
        match self {
            Field::Name => DeskWord::DeskVaultName,
            Field::Title => DeskWord::DeskVaultJob,
            Field::Phone => DeskWord::DeskVaultPhone,
            Field::Email => DeskWord::DeskVaultEmail,
            Field::Wechat => DeskWord::DeskVaultWechat,
            Field::Office => DeskWord::DeskVaultOffice,
            Field::Note => DeskWord::DeskVaultNote,
        }
    }

    /// So many characters, at most.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Field::Note => LONGEST_NOTE,
            _ => LONGEST_FIELD,
        }
    }
}

/// Why a text cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is none.
    Missing,
    /// It has more characters than may be: so many.
    TooLong(usize),
    /// It holds characters that are not for reading.
    Control,
}

/// What cannot be kept, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Which text.
    pub field: Field,
    /// What is wrong with it.
    pub flaw: Flaw,
}

impl Unfit {
    /// Its name for programs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self.flaw {
            Flaw::Missing => "text-missing",
            Flaw::TooLong(_) => "text-too-long",
            Flaw::Control => "text-unfit",
        }
    }

    /// What is wrong and how to mend it.
    #[must_use]
    pub fn word(self, lang: Lang) -> String {
        let name = self.field.word().text(lang);
        match self.flaw {
            Flaw::Missing => DeskWord::DeskVaultMissing.with(lang, &[("what", name)]),
            Flaw::Control => DeskWord::DeskVaultControl.with(lang, &[("what", name)]),
            Flaw::TooLong(now) => {
                let (most, now) = (self.field.most().to_string(), now.to_string());
                DeskWord::DeskVaultTooLong.with(lang, &[("what", name), ("most", &most), ("now", &now)])
            }
        }
    }
}

impl Contact {
    /// A field of it.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        match field {
            Field::Name => Some(&self.name),
            Field::Title => self.title.as_deref(),
            Field::Phone => self.phone.as_deref(),
            Field::Email => self.email.as_deref(),
            Field::Wechat => self.wechat.as_deref(),
            Field::Office => self.office.as_deref(),
            Field::Note => None,
        }
    }
}

impl Content {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Content::Contact(_) => Kind::Contact,
            Content::Note(_) => Kind::Note,
        }
    }

    /// Without spaces at the ends, and without fields that say nothing.
    #[must_use]
    pub fn tidy(self) -> Self {
        let neat = |text: String| text.trim().to_owned();
        let maybe = |text: Option<String>| text.map(neat).filter(|text| !text.is_empty());
        match self {
            Content::Note(text) => Content::Note(neat(text).replace("\r\n", "\n")),
            Content::Contact(Contact { name, title, phone, email, wechat, office }) => {
                Content::Contact(Contact {
                    name: neat(name),
                    title: maybe(title),
                    phone: maybe(phone),
                    email: maybe(email),
                    wechat: maybe(wechat),
                    office: maybe(office),
                })
            }
        }
    }

    /// Whether it can be kept.
    ///
    /// # Errors
    /// The first text that cannot.
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Content::Note(text) => fits(Field::Note, Some(text)),
            Content::Contact(contact) => {
                Field::OF_A_CONTACT.into_iter().try_for_each(|field| fits(field, contact.get(field)))
            }
        }
    }
}

fn fits(field: Field, text: Option<&str>) -> Result<(), Unfit> {
    let unfit = |flaw| Err(Unfit { field, flaw });
    let Some(text) = text else { return Ok(()) };
    let length = text.chars().count();
    // Lines and indents are for notes; nothing else that steers a terminal or turns writing around.
    let steers = |c: char| {
        let is_line = field == Field::Note && matches!(c, '\n' | '\t');
        (c.is_control() && !is_line) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match length {
        0 => unfit(Flaw::Missing),
        more if more > field.most() => unfit(Flaw::TooLong(more)),
        _ if text.contains(steers) => unfit(Flaw::Control),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(name: &str, phone: &str) -> Content {
        Content::Contact(Contact { name: name.into(), phone: Some(phone.into()), ..Contact::default() })
    }

    #[test]
    fn what_cannot_be_kept_is_named_with_its_cure() {
        let (long, longest) = ("字".repeat(LONGEST_NOTE + 1), "字".repeat(LONGEST_NOTE));
        let cases = [
            (contact("Li", "1"), None),
            (contact("  ", "1"), Some((Field::Name, Flaw::Missing))),
            (contact("Li", " "), None),
            (contact("Li", &"1".repeat(129)), Some((Field::Phone, Flaw::TooLong(129)))),
            (contact("Li\nNa", "1"), Some((Field::Name, Flaw::Control))),
            (contact("Li\u{202e}aN", "1"), Some((Field::Name, Flaw::Control))),
            (Content::Note(longest), None),
            (Content::Note(long), Some((Field::Note, Flaw::TooLong(4_001)))),
            (Content::Note(" \n ".into()), Some((Field::Note, Flaw::Missing))),
            (Content::Note("two\r\nlines".into()), None),
            (Content::Note("a bell\u{7}".into()), Some((Field::Note, Flaw::Control))),
        ];
        for (content, wanted) in cases {
            let found = content.clone().tidy().check().err().map(|unfit| (unfit.field, unfit.flaw));
            assert_eq!(found, wanted, "{content:?}");
        }
        let said = Unfit { field: Field::Note, flaw: Flaw::TooLong(4_001) }.word(Lang::En);
        assert!(said.contains("4000") && said.contains("4001"), "{said}");
    }

    #[test]
    fn what_is_kept_is_read_as_it_was_written() {
        for content in [contact("示例 <b>\"", "1\\2"), Content::Note("a\nb".into())] {
            let text = serde_json::to_string(&content).unwrap();
            assert_eq!(serde_json::from_str::<Content>(&text).unwrap(), content);
        }
        assert!(serde_json::from_str::<Contact>(r#"{"name":"Li","age":7}"#).is_err());
        for kind in [Kind::Contact, Kind::Note] {
            assert_eq!(Kind::from_slug(kind.slug()), Some(kind));
        }
    }
}
