//! What an attribute may be: a text, a number, yes or no, nothing; or a closure or signal of one of these.

use crate::signal::{Memo, RwSignal, Signal, follow};

/// The text of an attribute; none leaves it out.
type Text = Option<String>;

/// An attribute's text: known at once, or read again and again.
pub enum Worth {
    /// Known at once.
    Once(Text),
    /// Read again whenever something that it reads has changed.
    Always(Box<dyn Fn() -> Text>),
}

/// What can be an attribute.
pub trait Attribute {
    /// Its text.
    fn worth(self) -> Worth;
}

/// What can be written.
pub trait Written {
    /// As text.
    fn text(self) -> Text;
}

impl Written for &str {
    fn text(self) -> Text {
        Some(self.to_owned())
    }
}

impl Written for String {
    fn text(self) -> Text {
        Some(self)
    }
}

impl Written for bool {
    fn text(self) -> Text {
        self.then(String::new)
    }
}

impl<T: Written> Written for Option<T> {
    fn text(self) -> Text {
        self.and_then(Written::text)
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Written for $number {
            fn text(self) -> Text {
                Some(self.to_string())
            }
        }
        impl Attribute for $number {
            fn worth(self) -> Worth {
                Worth::Once(self.text())
            }
        }
    )+};
}
numbers!(u8, u32, i32, usize);

impl Written for f64 {
    fn text(self) -> Text {
        Some(crate::number::shortest(self))
    }
}
impl Attribute for f64 {
    fn worth(self) -> Worth {
        Worth::Once(self.text())
    }
}

macro_rules! once {
    ($($ty:ty),+) => {$(
        impl Attribute for $ty {
            fn worth(self) -> Worth {
                Worth::Once(self.text())
            }
        }
    )+};
}
once!(&str, String, bool);

impl<T: Written> Attribute for Option<T> {
    fn worth(self) -> Worth {
        Worth::Once(self.text())
    }
}

impl<T: Written, F: Fn() -> T + 'static> Attribute for F {
    fn worth(self) -> Worth {
        Worth::Always(Box::new(move || self().text()))
    }
}

macro_rules! signals {
    ($($signal:ident),+) => {$(
        impl<T: Written + Clone + 'static> Attribute for $signal<T> {
            fn worth(self) -> Worth {
                Worth::Always(Box::new(move || self.get().text()))
            }
        }
    )+};
}
signals!(RwSignal, Memo, Signal);

/// Yes or no, once or always: what gives a class.
pub trait Switch {
    /// Calls `act` with it, now and whenever it changes.
    fn apply(self, act: Box<dyn Fn(bool)>);
}

impl Switch for bool {
    fn apply(self, act: Box<dyn Fn(bool)>) {
        act(self);
    }
}

impl<F: Fn() -> bool + 'static> Switch for F {
    fn apply(self, act: Box<dyn Fn(bool)>) {
        follow(Box::new(move || act(self())));
    }
}
