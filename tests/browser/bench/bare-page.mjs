// The least page that draws the halls: what the map library itself costs, to hold the program's own cost against.
import { Map } from '/maplibre-gl.mjs';

const { camera, colours } = await (await fetch('/scene.json')).json();
const status = ['coalesce', ['feature-state', 'status'], ['get', 'status']];
const fill = ['match', status, ...Object.entries(colours).flatMap(([number, colour]) => [Number(number), colour]), '#000000'];

const map = new Map({
  container: 'map',
  center: camera.centre,
  zoom: camera.zoom,
  attributionControl: false,
  fadeDuration: 0,
  style: {
    version: 8,
    sources: { units: { type: 'geojson', data: '/units.geojson' } },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': '#EFECE3' } },
      { id: 'units', type: 'fill', source: 'units', paint: { 'fill-color': fill, 'fill-antialias': false } },
    ],
  },
});

/** Gives each unit of `[id, status]` its new colour. */
window.recolour = (changes) => {
  for (const [id, status] of changes) map.setFeatureState({ source: 'units', id }, { status });
};
map.once('idle', () => document.getElementById('map').setAttribute('data-ready', 'true'));
