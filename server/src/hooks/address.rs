//! Where messages may go. A name is looked up at every delivery and the address that was found is checked and then used: a
//! receiver whose name comes to mean this machine, a neighbour in its network or the cloud's metadata is not told anything.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

use super::Failure;

/// Addresses that begin alike, such as `10.1.2.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Net {
    base: IpAddr,
    bits: u8,
}

/// Why a text is not such a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a range of addresses such as 10.1.2.0/24")]
pub struct NotANet;

impl Net {
    const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Self {
        Self { base: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), bits }
    }

    const fn v6(a: u16, b: u16, bits: u8) -> Self {
        Self { base: IpAddr::V6(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0)), bits }
    }

    /// Whether an address lies in it.
    #[must_use]
    pub fn holds(&self, ip: IpAddr) -> bool {
        let alike = |one: u128, other: u128, width: u8| {
            let rest = u32::from(width.saturating_sub(self.bits));
            one.checked_shr(rest) == other.checked_shr(rest)
        };
        match (self.base, ip) {
            (IpAddr::V4(base), IpAddr::V4(ip)) => alike(base.to_bits().into(), ip.to_bits().into(), 32),
            (IpAddr::V6(base), IpAddr::V6(ip)) => alike(base.to_bits(), ip.to_bits(), 128),
            _ => false,
        }
    }
}

impl FromStr for Net {
    type Err = NotANet;

    fn from_str(text: &str) -> Result<Self, NotANet> {
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let base: IpAddr = base.parse().map_err(|_| NotANet)?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().map_err(|_| NotANet))?;
        if bits > most { Err(NotANet) } else { Ok(Self { base, bits }) }
    }
}

impl<'de> Deserialize<'de> for Net {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(|e| de::Error::custom(format_args!("\"{text}\" is {e}")))
    }
}

impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.bits)
    }
}

/// IPv4 that does not lead to a host on the public internet (IANA's registry of special addresses), and the one address of a
/// cloud's metadata that lies outside of it.
const NOT_PUBLIC_V4: [Net; 17] = [
    Net::v4(0, 0, 0, 0, 8),
    Net::v4(10, 0, 0, 0, 8),
    Net::v4(100, 64, 0, 0, 10),
    Net::v4(127, 0, 0, 0, 8),
    Net::v4(168, 63, 129, 16, 32),
    Net::v4(169, 254, 0, 0, 16),
    Net::v4(172, 16, 0, 0, 12),
    Net::v4(192, 0, 0, 0, 24),
    Net::v4(192, 0, 2, 0, 24),
    Net::v4(192, 31, 196, 0, 24),
    Net::v4(192, 88, 99, 0, 24),
    Net::v4(192, 168, 0, 0, 16),
    Net::v4(198, 18, 0, 0, 15),
    Net::v4(198, 51, 100, 0, 24),
    Net::v4(203, 0, 113, 0, 24),
    Net::v4(224, 0, 0, 0, 4),
    Net::v4(240, 0, 0, 0, 4),
];

/// All public IPv6 lies here; loopback, unique local, link-local, multicast and translated IPv4 do not.
const PUBLIC_V6: Net = Net::v6(0x2000, 0, 3);
/// Except for these: special purposes (with Teredo), documentation, 6to4.
const NOT_PUBLIC_V6: [Net; 4] =
    [Net::v6(0x2001, 0, 23), Net::v6(0x2001, 0xdb8, 32), Net::v6(0x2002, 0, 16), Net::v6(0x3fff, 0, 20)];

/// Whether an address belongs to a host on the public internet.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(_) => !NOT_PUBLIC_V4.iter().any(|net| net.holds(ip)),
        IpAddr::V6(_) => PUBLIC_V6.holds(ip) && !NOT_PUBLIC_V6.iter().any(|net| net.holds(ip)),
    }
}

/// Which addresses may be sent to.
#[derive(Clone, Debug, Default)]
pub struct Allowed(Vec<Net>);

impl Allowed {
    /// Public ones, and these.
    #[must_use]
    pub fn of(private: &[Net]) -> Self {
        Self(private.to_vec())
    }

    /// Whether any private one is.
    #[must_use]
    pub fn any_private(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether an address may be sent to, over a connection that is secure or not.
    ///
    /// # Errors
    /// `Failure` says why not.
    pub fn admits(&self, ip: IpAddr, is_secure: bool) -> Result<(), Failure> {
        // IPv4 in the clothes of IPv6 is IPv4.
        let ip = ip.to_canonical();
        if self.0.iter().any(|net| net.holds(ip)) {
            return Ok(());
        }
        match (is_public(ip), is_secure) {
            (false, _) => Err(Failure::Forbidden(ip)),
            (true, false) => Err(Failure::Plain),
            (true, true) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_hosts_of_the_public_internet_are_told() {
        let allowed = Allowed::default();
        for inside in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "198.18.0.1",
            "203.0.113.7",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
        ] {
            assert_eq!(
                allowed.admits(ip(inside), true),
                Err(Failure::Forbidden(ip(inside).to_canonical())),
                "{inside}"
            );
        }
        for outside in [
            "1.1.1.1",
            "172.32.0.1",
            "100.63.0.1",
            "169.253.0.1",
            "::ffff:8.8.8.8",
            "2400:3200::1",
            "2606:4700::1111",
        ] {
            assert_eq!(allowed.admits(ip(outside), true), Ok(()), "{outside}");
            assert_eq!(allowed.admits(ip(outside), false), Err(Failure::Plain), "{outside}");
        }
    }

    #[test]
    fn what_an_administrator_allowed_is_told_and_its_neighbours_are_not() {
        let nets = ["10.1.2.0/24", "127.0.0.1", "fd12::/16"].map(|net| net.parse().unwrap());
        let allowed = Allowed::of(&nets);
        for inside in ["10.1.2.9", "127.0.0.1", "::ffff:10.1.2.9", "fd12:1::1"] {
            assert_eq!(allowed.admits(ip(inside), false), Ok(()), "{inside}");
        }
        for outside in ["10.1.3.9", "127.0.0.2", "fd13::1", "::1"] {
            assert!(allowed.admits(ip(outside), true).is_err(), "{outside}");
        }
    }

    #[test]
    fn ranges_are_read_as_they_are_written() {
        for text in ["10.1.2.0/24", "0.0.0.0/0", "::/0", "fd00::/8"] {
            assert_eq!(text.parse::<Net>().unwrap().to_string(), text);
        }
        assert!("0.0.0.0/0".parse::<Net>().unwrap().holds(ip("255.1.2.3")));
        assert!("::/0".parse::<Net>().unwrap().holds(ip("ffff::1")));
        for wrong in ["10.1.2", "10.1.2.0/33", "10.1.2.0/-1", "fd00::/129", "localhost", "", "/8"] {
            assert_eq!(wrong.parse::<Net>(), Err(NotANet), "{wrong}");
        }
    }
}
