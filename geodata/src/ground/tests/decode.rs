//! A small reader of vector tiles, written from the specification: checks the encoder with other eyes.

use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
    Flag(bool),
}

#[derive(Clone, Debug)]
pub struct Feature {
    /// 1 point, 2 line, 3 polygon.
    pub kind: u64,
    pub tags: BTreeMap<String, Value>,
    pub parts: Vec<Vec<(i64, i64)>>,
}

/// Features by layer.
pub fn decode(tile: &[u8]) -> BTreeMap<String, Vec<Feature>> {
    fields(tile).filter(|f| f.0 == 3).map(|f| layer(f.2)).collect()
}

/// Positive is clockwise as seen.
pub fn area(ring: &[(i64, i64)]) -> f64 {
    let twice: i64 = (0..ring.len())
        .map(|i| (ring[i], ring[(i + 1) % ring.len()]))
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum();
    twice as f64 / 2.0
}

fn layer(bytes: &[u8]) -> (String, Vec<Feature>) {
    let utf8 = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
    let all: Vec<_> = fields(bytes).collect();
    let name = utf8(all.iter().find(|f| f.0 == 1).unwrap().2);
    assert!(all.iter().any(|f| f.0 == 15 && f.1 == 2), "version 2");
    assert!(all.iter().any(|f| f.0 == 5 && f.1 == 4096), "extent");
    let keys: Vec<String> = all.iter().filter(|f| f.0 == 3).map(|f| utf8(f.2)).collect();
    let values: Vec<Value> = all.iter().filter(|f| f.0 == 4).map(|f| value(f.2)).collect();
    let features = all.iter().filter(|f| f.0 == 2).map(|f| feature(f.2, &keys, &values)).collect();
    (name, features)
}

fn value(bytes: &[u8]) -> Value {
    match fields(bytes).next().unwrap() {
        (1, _, text) => Value::Text(String::from_utf8(text.to_vec()).unwrap()),
        (4, number, _) => Value::Number(number as i64),
        (7, flag, _) => Value::Flag(flag != 0),
        (other, ..) => panic!("value of kind {other}"),
    }
}

fn feature(bytes: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let mut made = Feature { kind: 0, tags: BTreeMap::new(), parts: Vec::new() };
    for (field, number, data) in fields(bytes) {
        match field {
            2 => {
                made.tags = numbers(data)
                    .chunks(2)
                    .map(|t| (keys[t[0] as usize].clone(), values[t[1] as usize].clone()))
                    .collect()
            }
            3 => made.kind = number,
            4 => made.parts = parts(&numbers(data)),
            other => panic!("feature field {other}"),
        }
    }
    made
}

fn parts(commands: &[u64]) -> Vec<Vec<(i64, i64)>> {
    let (mut i, mut at, mut parts) = (0, (0i64, 0i64), Vec::<Vec<(i64, i64)>>::new());
    let mut closed = true;
    let zigzag = |n: u64| (n >> 1) as i64 ^ -((n & 1) as i64);
    while i < commands.len() {
        let (id, count) = (commands[i] & 7, commands[i] >> 3);
        i += 1;
        if id == 7 {
            closed = true;
            continue;
        }
        for _ in 0..count {
            at = (at.0 + zigzag(commands[i]), at.1 + zigzag(commands[i + 1]));
            i += 2;
            if id == 1 {
                parts.push(vec![at]);
                closed = false;
            } else {
                assert!(!closed, "a line goes on after its ring was closed");
                parts.last_mut().unwrap().push(at);
            }
        }
    }
    parts
}

/// Field number, its number (or length), its bytes.
fn fields(mut bytes: &[u8]) -> impl Iterator<Item = (u64, u64, &[u8])> {
    std::iter::from_fn(move || {
        let key = (!bytes.is_empty()).then(|| varint(&mut bytes))?;
        let number = varint(&mut bytes);
        match key & 7 {
            0 => Some((key >> 3, number, &[][..])),
            2 => {
                let (data, rest) = bytes.split_at(number as usize);
                bytes = rest;
                Some((key >> 3, number, data))
            }
            other => panic!("wire type {other}"),
        }
    })
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    std::iter::from_fn(|| (!bytes.is_empty()).then(|| varint(&mut bytes))).collect()
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u64::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 {
            return value;
        }
    }
}
