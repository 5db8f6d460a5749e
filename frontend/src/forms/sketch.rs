//! Geometry drawn on a map: corners are set, moved, taken out, snapped to neighbours; an outline is split. The corners are
//! buttons over the map, so that a keyboard moves them too, and the list of coordinates beside it always says the same.

use std::rc::Rc;

use crate::prelude::*;
use shared::form::{Input, positions};
use shared::geometry::Bounds;
use shared::words::DeskWord;
use shared::{Lang, Point, Word, World, draw};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::filling::Filling;
use super::snap::{moved, nearest_side, snapped};
use crate::config::Config;
use crate::ground::bounds_of;
use crate::map::{self, Layer, MapError, MapHandle, MapOptions, Motion, Screen};
use crate::scene::{Kind, Subject};

/// CSS px within which a corner snaps.
const REACH: f64 = 9.0;
/// CSS px by which a pointer may stray while it clicks.
const STRAY: f64 = 4.0;
/// Steps that can be undone.
const STEPS: usize = 50;

/// Layers that are drawn under the sketch.
const LAYERS: [(Layer, draw::Layer); 4] = [
    (Layer::Parks, draw::Layer::Parks),
    (Layer::Streets, draw::Layer::Streets),
    (Layer::Halls, draw::Layer::Halls),
    (Layer::Parcels, draw::Layer::Parcels),
];

/// What is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Point,
    Course,
    Ring,
}

/// A sketch. Copied freely.
#[derive(Clone, Copy)]
struct Sketch {
    filling: Filling,
    path: StoredValue<String>,
    shape: Shape,
    map: StoredValue<Option<Rc<MapHandle>>>,
    /// Counts the movements of the map.
    moves: RwSignal<u32>,
    undo: RwSignal<Vec<String>>,
    snap: RwSignal<bool>,
    adding: RwSignal<bool>,
    /// An outline is being split: the first of its two corners, once it is chosen.
    splitting: RwSignal<Option<Option<usize>>>,
    neighbours: StoredValue<Vec<Vec<Point>>>,
    /// The corner that the pointer holds.
    held: StoredValue<Option<usize>>,
    pressed: StoredValue<[f64; 2]>,
}

/// The button that opens the map, and the map.
pub fn view(filling: Filling, path: &str, input: &Input) -> View {
    let shape = match input {
        Input::Point => Shape::Point,
        Input::Course => Shape::Course,
        _ => Shape::Ring,
    };
    let path = path.to_owned();
    let here = path.clone();
    let is_open = Memo::new(move || filling.sketching.with(|open| open.as_deref() == Some(here.as_str())));
    let name = path.clone();
    let turn = move |_| {
        let open = (!is_open.get_untracked()).then(|| name.clone());
        filling.sketching.set(open);
    };
    let lang = filling.desk.scene.lang;
    let word = move || {
        let word = if is_open.get() { DeskWord::DeskSketchClose } else { DeskWord::DeskSketchOpen };
        word.text(lang.get())
    };
    view! {
        <button type="button" class="link sketch-open" aria-expanded=move || is_open.get().to_string() on:click=turn>{word}</button>
        {move || is_open.get().then(|| Sketch::new(filling, &path, shape).draw())}
    }
}

impl Sketch {
    fn new(filling: Filling, path: &str, shape: Shape) -> Self {
        let neighbours = filling.desk.feed.world.with_untracked(|world| neighbours(filling, world));
        let sketch = Self {
            filling,
            path: StoredValue::new(path.to_owned()),
            shape,
            map: StoredValue::new(None),
            moves: RwSignal::new(0),
            undo: RwSignal::new(Vec::new()),
            snap: RwSignal::new(true),
            adding: RwSignal::new(false),
            splitting: RwSignal::new(None),
            neighbours: StoredValue::new(neighbours),
            held: StoredValue::new(None),
            pressed: StoredValue::new([0.0; 2]),
        };
        sketch.adding.set(untrack(|| sketch.points().is_empty()));
        sketch
    }

    /// The corners. Followed.
    fn points(self) -> Vec<Point> {
        self.path
            .with_value(|path| self.filling.draft.with(|draft| positions(draft.get(path))))
            .unwrap_or_default()
    }

    fn write(self, points: &[Point]) {
        let number = crate::number::shortest;
        let rows: Vec<String> =
            points.iter().map(|p| format!("{}, {}", number(p.lon()), number(p.lat()))).collect();
        self.path.with_value(|path| self.filling.set(path, &rows.join("\n")));
    }

    /// What stands now can be had again.
    fn remember(self) {
        let text = self
            .path
            .with_value(|path| self.filling.draft.with_untracked(|draft| draft.get(path).to_owned()));
        self.undo.update(|steps| {
            if steps.last() != Some(&text) {
                steps.push(text);
            }
            if steps.len() > STEPS {
                steps.remove(0);
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut Vec<Point>)) {
        self.remember();
        let mut points = untrack(|| self.points());
        change(&mut points);
        self.write(&points);
    }

    fn undo(self) {
        let mut before = None;
        self.undo.update(|steps| before = steps.pop());
        if let Some(text) = before {
            self.path.with_value(|path| self.filling.set(path, &text));
        }
    }

    fn with_map<R>(self, read: impl FnOnce(&MapHandle) -> R) -> Option<R> {
        self.map.try_with_value(|map| map.clone()).flatten().map(|map| read(&map))
    }

    /// Where a pixel lies, snapped to what is near.
    fn place(self, pixel: [f64; 2]) -> Option<Point> {
        let (at, reach) = self.with_map(|map| {
            let [lon, lat] = map.place_at(pixel);
            (Point::new(lon, lat), map.metres_per_pixel() * REACH)
        })?;
        let snapped =
            self.snap.get_untracked().then(|| self.neighbours.with_value(|all| snapped(at, all, reach)));
        Some(snapped.flatten().unwrap_or(at))
    }

    fn add(self, place: Point) {
        let shape = self.shape;
        self.change(|points| match shape {
            Shape::Point => *points = vec![place],
            Shape::Ring if points.len() > 2 => points.insert(nearest_side(place, points) + 1, place),
            _ => points.push(place),
        });
    }

    fn take_out(self, at: usize) {
        self.change(|points| {
            if at < points.len() {
                points.remove(at);
            }
        });
    }

    fn put_after(self, at: usize) {
        self.change(|points| {
            let (Some(a), many) = (points.get(at).copied(), points.len()) else { return };
            let Some(b) = points.get((at + 1) % many).copied() else { return };
            points.insert(at + 1, a.toward(b, 0.5));
        });
    }

    /// Divides the outline along the line between two corners: one part stays here, the other becomes the next outline of
    /// the list, or waits for the next new record of the kind.
    fn split(self, one: usize, two: usize) {
        let (from, to) = (one.min(two), one.max(two));
        let points = untrack(|| self.points());
        let kept: Vec<Point> = points.get(from..=to).unwrap_or_default().to_vec();
        let mut other: Vec<Point> = points.get(to..).unwrap_or_default().to_vec();
        other.extend(points.get(..=from).unwrap_or_default());
        self.splitting.set(None);
        if kept.len() < 3 || other.len() < 3 {
            return;
        }
        self.remember();
        self.write(&kept);
        let number = crate::number::shortest;
        let rows: Vec<String> =
            other.iter().map(|p| format!("{}, {}", number(p.lon()), number(p.lat()))).collect();
        let (rows, path) = (rows.join("\n"), self.path.get_value());
        match path.rsplit_once('[') {
            Some((list, _)) => self.filling.change(|draft| {
                let count = draft.count(list);
                draft.set_count(list, count + 1);
                draft.set(&format!("{list}[{count}]"), &rows);
            }),
            None => self.filling.desk.handed.set(Some((self.filling.about().kind.clone(), path, rows))),
        }
    }

    fn draw(self) -> View {
        let element = NodeRef::<HtmlElement>::new();
        let trouble = RwSignal::new(None::<Word>);
        Effect::new(move |_| {
            if let Some(element) = element.get()
                && let Err(word) = self.begin(&element)
            {
                trouble.set(Some(word));
            }
        });
        let lang = self.filling.desk.scene.lang;
        let spots = Memo::new(move || {
            self.moves.get();
            let points = self.points();
            self.with_map(|map| points.iter().map(|p| map.pixel_of(p.lon(), p.lat())).collect::<Vec<_>>())
                .unwrap_or_default()
        });
        let outline = move || {
            let mut way = String::new();
            spots.with(|spots| {
                for (at, [x, y]) in spots.iter().enumerate() {
                    way.push_str(&format!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' }));
                }
                if self.shape == Shape::Ring && spots.len() > 2 {
                    way.push('Z');
                }
            });
            way
        };
        let many = Memo::new(move || spots.with(Vec::len));
        let corners = move || {
            let many = many.get();
            let lang = lang.get();
            let mut all: Vec<View> = (0..many).map(|at| self.corner(at, spots, lang)).collect();
            let sides = match self.shape {
                Shape::Ring if many > 2 => many,
                Shape::Course => many.saturating_sub(1),
                _ => 0,
            };
            all.extend((0..sides).map(|at| self.middle(at, spots)));
            all
        };
        let press = move |event: PointerEvent| self.pressed.set_value(pixel_in(&event, &event));
        let click = move |event: MouseEvent| self.clicked(&event);
        let undo_by_key = move |event: KeyboardEvent| {
            if event.key() == "z" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                self.undo();
            }
        };
        view! {
            <div class="sketch" on:keydown=undo_by_key>
                {self.tools()}
                <div class="sketch-stage" class:adding=move || self.adding.get() on:pointerdown=press on:click=click>
                    <div class="sketch-map" node_ref=element></div>
                    <svg class="sketch-lines" aria-hidden="true"><path d=outline /></svg>
                    {corners}
                </div>
                {move || trouble.get().map(|word| view! { <p class="form-told" role="status">{word.text(lang.get())}</p> })}
                <p class="quiet">{move || DeskWord::DeskSketchKeys.text(lang.get())}</p>
            </div>
        }
    }

    fn tools(self) -> View {
        let lang = self.filling.desk.scene.lang;
        let toggle = |word: DeskWord, name: &'static str, is_on: RwSignal<bool>| {
            view! { <button type="button" class="button" data-tool=name aria-pressed=move || is_on.get().to_string() on:click=move |_| is_on.update(|on| *on = !*on)>{move || word.text(lang.get())}</button> }
        };
        let split = move || {
            (self.shape == Shape::Ring && self.points().len() > 3).then(|| {
                let turn = move |_| self.splitting.update(|now| *now = now.is_none().then_some(None));
                let is_on = move || self.splitting.with(Option::is_some).to_string();
                view! { <button type="button" class="button" data-tool="split" aria-pressed=is_on on:click=turn>{DeskWord::DeskSketchSplit.text(lang.get())}</button> }
            })
        };
        let is_first = move || self.undo.with(Vec::is_empty);
        let says = move || {
            let lang = lang.get();
            let asked = self.splitting.get().map(|_| DeskWord::DeskSketchSplitting.text(lang).to_owned());
            asked.or_else(|| {
                self.filling.desk.handed.get().map(|(kind, _, rows)| {
                    let many = rows.lines().count().to_string();
                    let kind = super::page::kind_word(&kind, lang);
                    DeskWord::DeskSketchOther.with(lang, &[("n", &many), ("kind", kind)])
                })
            })
        };
        view! {
            <p class="sketch-tools">
                {toggle(DeskWord::DeskSketchAdd, "add", self.adding)}
                {toggle(DeskWord::DeskSketchSnap, "snap", self.snap)}
                {split}
                <button type="button" class="button" data-tool="undo" disabled=is_first on:click=move |_| self.undo()>{move || DeskWord::DeskSketchUndo.text(lang.get())}</button>
                <span class="quiet" role="status">{says}</span>
            </p>
        }
    }

    fn corner(self, at: usize, spots: Memo<Vec<[f64; 2]>>, lang: Lang) -> View {
        let place = move |side: usize| {
            move || {
                spots.with(|spots| {
                    spots.get(at).and_then(|spot| spot.get(side)).map(|px| format!("{px:.1}px"))
                })
            }
        };
        let name = move || {
            let point = self.points().get(at).copied();
            let [lon, lat] =
                point.map_or([0.0; 2], |p| [p.lon(), p.lat()]).map(|d| crate::number::fixed(d, 6));
            DeskWord::DeskSketchCorner
                .with(lang, &[("n", &(at + 1).to_string()), ("lon", &lon), ("lat", &lat)])
        };
        let press = move |event: PointerEvent| {
            event.stop_propagation();
            if let Some(corner) = event.current_target().and_then(|t| t.dyn_into::<HtmlElement>().ok()) {
                let _ = corner.set_pointer_capture(event.pointer_id());
                let _ = corner.focus();
            }
            self.remember();
            self.held.set_value(Some(at));
            self.pressed.set_value(stage_pixel(&event).unwrap_or_default());
        };
        let drag = move |event: PointerEvent| {
            if self.held.get_value() == Some(at)
                && let Some(pixel) = stage_pixel(&event)
                && is_apart(pixel, self.pressed.get_value())
                && let Some(place) = self.place(pixel)
            {
                // From now on every step counts, however small.
                self.pressed.set_value([f64::MAX; 2]);
                let mut points = untrack(|| self.points());
                if let Some(point) = points.get_mut(at) {
                    *point = place;
                }
                self.write(&points);
            }
        };
        let let_go = move |_: PointerEvent| self.held.set_value(None);
        let choose = move |event: MouseEvent| {
            event.stop_propagation();
            match self.splitting.get_untracked() {
                Some(None) => self.splitting.set(Some(Some(at))),
                Some(Some(first)) => self.split(first, at),
                None => {}
            }
        };
        let key = move |event: KeyboardEvent| {
            let step = if event.shift_key() { 10.0 } else { 1.0 };
            let by = match event.key().as_str() {
                "ArrowLeft" => (-step, 0.0),
                "ArrowRight" => (step, 0.0),
                "ArrowUp" => (0.0, step),
                "ArrowDown" => (0.0, -step),
                "Delete" | "Backspace" => {
                    event.prevent_default();
                    return self.take_out(at);
                }
                "Insert" | "+" => {
                    event.prevent_default();
                    return self.put_after(at);
                }
                _ => return,
            };
            event.prevent_default();
            self.change(|points| {
                if let Some(point) = points.get_mut(at) {
                    *point = moved(*point, by.0, by.1);
                }
            });
        };
        let is_first = move || self.splitting.get() == Some(Some(at));
        view! {
            <button
                type="button"
                class="sketch-corner"
                class:chosen=is_first
                data-corner=at
                style:left=place(0)
                style:top=place(1)
                aria-label=name
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=let_go
                on:pointercancel=let_go
                on:click=choose
                on:keydown=key
            ></button>
        }
    }

    /// The middle of a side: pressed, it becomes a corner.
    fn middle(self, at: usize, spots: Memo<Vec<[f64; 2]>>) -> View {
        let place = move |side: usize| {
            move || {
                spots.with(|spots| {
                    let (a, b) = (spots.get(at)?, spots.get((at + 1) % spots.len())?);
                    Some(format!("{:.1}px", (a.get(side)? + b.get(side)?) / 2.0))
                })
            }
        };
        let put = move |event: MouseEvent| {
            event.stop_propagation();
            self.put_after(at);
        };
        let press = |event: PointerEvent| event.stop_propagation();
        // For pointers only: by keyboard a corner is put after another one.
        view! { <span class="sketch-middle" style:left=place(0) style:top=place(1) on:pointerdown=press on:click=put></span> }
    }

    fn clicked(self, event: &MouseEvent) {
        let pixel = pixel_in(event, event);
        if self.adding.get_untracked()
            && !is_apart(pixel, self.pressed.get_value())
            && let Some(place) = self.place(pixel)
        {
            self.add(place);
        }
    }

    /// Makes the map and shows where the record lies.
    fn begin(self, element: &HtmlElement) -> Result<(), Word> {
        let desk = self.filling.desk;
        let config: StoredValue<Config> = expect_context();
        let width = window().inner_width().ok().and_then(|width| width.as_f64());
        let lang = desk.scene.lang.get_untracked();
        let options = MapOptions {
            theme: desk.scene.theme.get_untracked(),
            screen: width.map_or_else(Screen::default, Screen::of_width),
            lang,
            reduced_motion: true,
            base: config.with_value(|c| c.base.as_ref().map(Into::into)),
            title: Word::MapTitle.text(lang).to_owned(),
            ..MapOptions::default()
        };
        let map = MapHandle::create(element, options).map_err(|why| match why {
            MapError::NoWebGl2 => Word::MapNoWebgl,
            MapError::Failed(why) => {
                leptos::logging::error!("{why}");
                Word::MapFailed
            }
        })?;
        desk.feed.world.with_untracked(|world| {
            let atlas = world.atlas(desk.moment.today.get_untracked());
            for (layer, drawn_as) in LAYERS {
                if let Err(why) = map.set_layer_data(layer, &draw::ground(&atlas, drawn_as, draw::Map)) {
                    leptos::logging::warn!("{why}");
                }
            }
            if let Some(bounds) = self.bounds(world) {
                map.fit(roomy(bounds), 60.0, Motion::Cut);
            }
        });
        map.on_move(move |_| self.moves.update(|moves| *moves = moves.wrapping_add(1)));
        self.map.set_value(Some(Rc::new(map)));
        self.moves.update(|moves| *moves = moves.wrapping_add(1));
        Ok(())
    }

    /// Where to look: what is drawn, else the record, else its park or region.
    fn bounds(self, world: &World) -> Option<Bounds> {
        let today = self.filling.desk.moment.today.get_untracked();
        let about = self.filling.about();
        let of =
            |kind: &str, key: shared::Key| bounds_of(world, today, Subject::new(Kind::named(kind)?, key));
        let named =
            |kind: &str| of(kind, self.filling.draft.with_untracked(|draft| draft.get(kind).parse().ok())?);
        Bounds::around(untrack(|| self.points()))
            .or_else(|| of(&about.kind, about.key?))
            .or_else(|| named("park"))
            .or_else(|| named("region"))
            .or_else(|| of("region", desk_region(self.filling)?))
    }
}

fn desk_region(filling: Filling) -> Option<shared::Key> {
    filling.desk.scene.scope.get_untracked().region.to_string().parse().ok()
}

/// A box with something around it.
fn roomy(bounds: Bounds) -> map::Bounds {
    let (low, high) = (moved(bounds.min, -150.0, -100.0), moved(bounds.max, 150.0, 100.0));
    map::Bounds { west: low.lon(), south: low.lat(), east: high.lon(), north: high.lat() }
}

/// The outlines of everything else that a corner may meet.
fn neighbours(filling: Filling, world: &World) -> Vec<Vec<Point>> {
    let about = filling.about();
    let is_other = |kind: &str, key: shared::Key| about.kind != kind || about.key != Some(key);
    let mut all = Vec::new();
    for (key, ledger) in &world.parks {
        if let Some(park) = ledger.latest().filter(|_| is_other("park", *key)) {
            all.extend(park.attributes.boundary.iter().cloned());
        }
    }
    for (key, ledger) in &world.parcels {
        all.extend(
            ledger.latest().filter(|_| is_other("parcel", *key)).map(|p| p.attributes.boundary.clone()),
        );
    }
    for (key, ledger) in &world.halls {
        all.extend(
            ledger.latest().filter(|_| is_other("hall", *key)).map(|h| h.attributes.footprint.clone()),
        );
    }
    all
}

fn is_apart([x, y]: [f64; 2], [px, py]: [f64; 2]) -> bool {
    (x - px).abs() > STRAY || (y - py).abs() > STRAY
}

/// CSS px of a pointer from the top left of the element that listens.
fn pixel_in(event: &web_sys::Event, pointer: &MouseEvent) -> [f64; 2] {
    let element = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.map(|element| offset(&element, pointer)).unwrap_or_default()
}

/// The same within the stage, for a corner that is dragged over it.
fn stage_pixel(event: &PointerEvent) -> Option<[f64; 2]> {
    let corner = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
    Some(offset(&corner.closest(".sketch-stage").ok()??, event))
}

fn offset(element: &web_sys::Element, pointer: &MouseEvent) -> [f64; 2] {
    let place = element.get_bounding_client_rect();
    [f64::from(pointer.client_x()) - place.left(), f64::from(pointer.client_y()) - place.top()]
}
