//! What the facts of ports and enterprises say.

use shared::Word;
use shared::entity::{Enterprise, Port};
use shared::fact::registry::{EnterpriseFact, PortFact};

use super::{Telling, Told};
use crate::signs::port_word;

impl Told for Port {
    fn tell(fact: &PortFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            PortFact::Registered(port) => match port.status {
                Some(status) => {
                    Word::FactPortRegisteredAs.with(lang, &[("status", port_word(status).text(lang))])
                }
                None => Word::FactRegistered.text(lang).to_owned(),
            },
            PortFact::Confirmed(_) => Word::FactConfirmed.text(lang).to_owned(),
            PortFact::StatusReported(f) => {
                Word::FactPortStatus.with(lang, &[("status", port_word(f.status).text(lang))])
            }
        }
    }
}

impl Told for Enterprise {
    fn tell(fact: &EnterpriseFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let word = match fact {
            EnterpriseFact::Registered(_) => Word::FactEnterpriseCame,
            EnterpriseFact::Left(_) => Word::FactEnterpriseLeft,
        };
        word.text(with.lang).to_owned()
    }
}
