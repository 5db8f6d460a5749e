//! One issuer's tile server.

use std::time::Duration;

use bytes::Bytes;
use ureq::Agent;

use super::NoTile;

/// Whoever has not answered by then is not there.
const PATIENCE: Duration = Duration::from_secs(8);
/// No picture of a tile is larger.
const LARGEST: u64 = 2 << 20;

/// A tile server.
pub struct Upstream {
    agent: Agent,
    template: String,
}

impl Upstream {
    /// The server behind an address with `{z}`, `{x}`, `{y}` (or `{-y}`, counted from the south) and `{key}`.
    #[must_use]
    pub fn new(template: &str, key: &str) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(PATIENCE / 2))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("investmap/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Self { agent, template: template.replace("{key}", key) }
    }

    /// Fetches a tile.
    ///
    /// # Errors
    /// If the server has none there, or does not answer as it should.
    pub fn fetch(&self, z: u8, x: u32, y: u32) -> Result<Bytes, NoTile> {
        let mut answer = self.agent.get(self.address(z, x, y)).call().map_err(|e| unreachable(&e))?;
        match answer.status().as_u16() {
            200 => {}
            204 | 404 => return Err(NoTile::Nowhere),
            status => return Err(NoTile::Unreachable(format!("it answered {status}"))),
        }
        let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec();
        body.map(Bytes::from).map_err(|e| unreachable(&e))
    }

    fn address(&self, z: u8, x: u32, y: u32) -> String {
        let from_south = (1_u32.checked_shl(z.into()).unwrap_or(0)).saturating_sub(1).saturating_sub(y);
        let address = self.template.replace("{z}", &z.to_string()).replace("{x}", &x.to_string());
        address.replace("{y}", &y.to_string()).replace("{-y}", &from_south.to_string())
    }
}

/// What went wrong, without the address: a key may stand in it.
fn unreachable(error: &ureq::Error) -> NoTile {
    NoTile::Unreachable(match error {
        ureq::Error::Timeout(_) => "it did not answer in time".into(),
        ureq::Error::HostNotFound => "its name is not known".into(),
        ureq::Error::ConnectionFailed => "it does not accept connections".into(),
        ureq::Error::Io(error) => format!("the connection failed: {}", error.kind()),
        ureq::Error::BodyExceedsLimit(_) => "its answer is too large".into(),
        _ => "it could not be asked".into(),
    })
}

impl std::fmt::Debug for Upstream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Upstream")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_the_template() {
        let upstream = Upstream::new(
            "http://127.0.0.1:1/wmts?TILECOL={x}&TILEROW={y}&TILEMATRIX={z}&tk={key}",
            "s3cret",
        );
        assert_eq!(
            upstream.address(8, 197, 110),
            "http://127.0.0.1:1/wmts?TILECOL=197&TILEROW=110&TILEMATRIX=8&tk=s3cret"
        );
        assert_eq!(Upstream::new("/{z}/{x}/{-y}", "").address(8, 197, 110), "/8/197/145");
        assert!(!format!("{upstream:?}").contains("s3cret"));
    }
}
