//! Reading the parameters of an address: a wrong one is answered with its name, what is wrong, and a right one.
//!
//! An endpoint names what it takes in a struct that implements [`Parameters`]; the same struct is documented in the
//! OpenAPI description. A name that the endpoint does not know is refused too: a filter that is misspelt would
//! otherwise be silently ignored, and the answer would be wrong without anybody noticing.

mod sheet;
mod wanted;

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use shared::Text;

use super::problem::Problem;
pub use wanted::{Box2d, Wanted};

/// What an endpoint takes after the question mark.
pub trait Parameters: Sized {
    /// Takes what it knows out of what was asked.
    ///
    /// # Errors
    /// If a value is not understood.
    fn read(asked: &mut Asked) -> Result<Self, Problem>;
}

/// The parameters as they came.
#[derive(Debug, Default)]
pub struct Asked {
    path: String,
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
}

impl Asked {
    /// Reads a query.
    ///
    /// # Errors
    /// If it is not percent-encoded UTF-8, or a name stands twice.
    pub fn of(uri: &axum::http::Uri) -> Result<Self, Problem> {
        if uri.query().is_none_or(str::is_empty) {
            return Ok(Self { path: uri.path().to_owned(), ..Self::default() });
        }
        let wrong = || {
            let wrong = Text::new(
                "地址中的参数编码有误。",
                "The parameters are not correctly percent-encoded UTF-8.",
            );
            Problem::parameter("?", wrong, "as_of=2024-07-24")
        };
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| wrong())?;
        // Bytes that are no UTF-8 have been replaced while decoding.
        if pairs.iter().any(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}')) {
            return Err(wrong());
        }
        for (at, (name, _)) in pairs.iter().enumerate() {
            if pairs.iter().skip(at + 1).any(|(other, _)| other == name) {
                let zh = format!("参数 {name} 出现了两次；多个值请用逗号分隔。");
                let en = format!("The parameter {name} stands twice; separate several values by commas.");
                return Err(Problem::parameter(name, Text::new(zh, en), format!("?{name}=…")));
            }
        }
        Ok(Self { path: uri.path().to_owned(), pairs, known: Vec::new() })
    }

    /// The value of a name, if it was given. An empty value counts as not given.
    ///
    /// # Errors
    /// If it is not understood.
    pub fn take<T: Wanted>(&mut self, name: &'static str) -> Result<Option<T>, Problem> {
        self.known.push(name);
        let Some(at) = self.pairs.iter().position(|(n, _)| n == name) else { return Ok(None) };
        let (_, text) = self.pairs.swap_remove(at);
        if text.is_empty() {
            return Ok(None);
        }
        T::read(&text).map(Some).ok_or_else(|| {
            let (zh, en) = T::EXPECTED;
            let wrong = Text::new(
                format!("参数 {name} 的值“{text}”有误：应为{zh}。"),
                format!("{name} is \"{text}\"; expected {en}."),
            );
            Problem::parameter(name, wrong, format!("{name}={}", T::EXAMPLE))
        })
    }

    /// As [`Asked::take`], for a whole number within bounds.
    ///
    /// # Errors
    /// If it is not such a number.
    pub fn take_within(
        &mut self,
        name: &'static str,
        bounds: std::ops::RangeInclusive<u64>,
    ) -> Result<Option<u64>, Problem> {
        let Some(text) = self.take::<String>(name)? else { return Ok(None) };
        let number =
            text.parse().ok().filter(|n| bounds.contains(n) && text.bytes().all(|b| b.is_ascii_digit()));
        number.map(Some).ok_or_else(|| {
            let (low, high) = (bounds.start(), bounds.end());
            let wrong = Text::new(
                format!("参数 {name} 的值“{text}”有误：应为 {low} 至 {high} 的整数。"),
                format!("{name} is \"{text}\"; expected a whole number from {low} to {high}."),
            );
            Problem::parameter(name, wrong, format!("{name}={}", 1_000.clamp(*low, *high)))
        })
    }

    /// As [`Asked::take`], for the least and the most of something. Bounds that leave nothing between them are no
    /// question: the answer would be empty without anybody noticing why.
    ///
    /// # Errors
    /// If one of them is no number, or the least is more than the most.
    pub fn take_bounds(
        &mut self,
        least: &'static str,
        most: &'static str,
    ) -> Result<(Option<f64>, Option<f64>), Problem> {
        let (low, high) = (self.take::<f64>(least)?, self.take::<f64>(most)?);
        match (low, high) {
            (Some(low), Some(high)) if low > high => {
                let wrong = Text::new(
                    format!("参数 {least}（{low}）大于 {most}（{high}），没有记录能同时满足。"),
                    format!("{least} is {low} and {most} is {high}: nothing lies between them."),
                );
                Err(Problem::parameter(least, wrong, format!("{least}={high}&{most}={low}")))
            }
            bounds => Ok(bounds),
        }
    }

    /// Says that more may be there, which nobody looks at.
    pub fn leave_rest(&mut self) {
        self.pairs.clear();
    }

    /// Says that nothing more is expected.
    ///
    /// # Errors
    /// If something was given that nobody took.
    pub fn done(self) -> Result<(), Problem> {
        let Some((name, _)) = self.pairs.first() else { return Ok(()) };
        let known = self.known.join(", ");
        let (zh, en) = match known.as_str() {
            "" => ("此地址不接受参数。".to_owned(), "This address takes no parameters.".to_owned()),
            known => (
                format!("没有名为 {name} 的参数；可用参数：{known}。"),
                format!("There is no parameter {name} here; there are: {known}."),
            ),
        };
        let wrong = Text::new(zh, en);
        let example = self.known.first().map_or(self.path, |first| format!("{first}=…"));
        Err(Problem::parameter(name, wrong, example))
    }
}

/// The parameters of a request, understood.
#[derive(Debug)]
pub struct Given<T>(pub T);

impl<S: Send + Sync, T: Parameters> FromRequestParts<S> for Given<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut asked = Asked::of(&parts.uri)?;
        let read = T::read(&mut asked)?;
        asked.done()?;
        Ok(Self(read))
    }
}

/// An endpoint without parameters.
#[derive(Debug)]
pub struct Nothing;

impl Parameters for Nothing {
    fn read(_: &mut Asked) -> Result<Self, Problem> {
        Ok(Self)
    }
}

/// The changeable parts of a path, as text; what they mean is for the handler to say.
#[derive(Debug)]
pub struct Steps<T>(pub T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned + Send> FromRequestParts<S> for Steps<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(steps)) => Ok(Self(steps)),
            Err(_) => Err(Problem::new(super::problem::Kind::NoSuchPath)),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::{Day, RegionCode};

    use super::*;

    fn asked(query: &str) -> Result<Asked, Problem> {
        Asked::of(&format!("/x?{query}").parse().unwrap())
    }

    #[test]
    fn what_is_known_is_taken_and_the_rest_refused() {
        let mut a = asked("as_of=2024-07-24&region=533100").unwrap();
        assert_eq!(a.take::<Day>("as_of").unwrap().unwrap().to_string(), "2024-07-24");
        assert_eq!(a.take::<RegionCode>("region").unwrap().unwrap(), RegionCode::DEHONG);
        assert!(a.take::<Day>("as_at").unwrap().is_none());
        assert!(a.done().is_ok());
        let mut a = asked("statu=available").unwrap();
        a.take::<String>("status").unwrap();
        assert!(format!("{:?}", a.done().unwrap_err()).contains("status"));
    }

    #[test]
    fn a_wrong_value_is_answered_with_a_right_one() {
        for query in ["as_of=yesterday", "as_of=2024-13-01", "as_of=2024-07-24T00:00:00Z"] {
            let problem = format!("{:?}", asked(query).unwrap().take::<Day>("as_of").unwrap_err());
            assert!(problem.contains("as_of=2024-07-24"), "{problem}");
        }
        assert!(asked("a=1&a=2").is_err());
        assert!(asked("a=%ff").is_err());
        assert!(asked("limit=0").unwrap().take_within("limit", 1..=10).is_err());
        assert!(asked("limit=+5").unwrap().take_within("limit", 1..=10).is_err());
        assert_eq!(asked("limit=5").unwrap().take_within("limit", 1..=10).unwrap(), Some(5));
        let bounds = |query| asked(query).unwrap().take_bounds("min_area", "max_area");
        assert_eq!(bounds("min_area=2&max_area=2").unwrap(), (Some(2.0), Some(2.0)));
        assert_eq!(bounds("max_area=2").unwrap(), (None, Some(2.0)));
        let crossed = format!("{:?}", bounds("max_area=2&min_area=30.5").unwrap_err());
        assert!(crossed.contains("min_area=2&max_area=30.5"), "{crossed}");
    }
}
