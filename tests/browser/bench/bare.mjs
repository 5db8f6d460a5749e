// Serves the bare map with a given scene, compressed as the program's own server does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from '../packages.mjs';
import { serveStatic } from '../static.mjs';

const library = join(root, 'frontend/node_modules/maplibre-gl/dist');
const here = (name) => readFileSync(new URL(name, import.meta.url));

/**
 * @param {{camera: object, colours: Record<string, string>, units: object}} scene `units` is a FeatureCollection whose
 *   features have a numeric id and a `status`
 */
export function serveBare({ camera, colours, units }) {
  const packed = (text) => ({
    body: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    encoding: 'br',
  });
  return serveStatic({
    '/index.html': here('bare.html'),
    '/bare.css': here('bare.css'),
    '/bare-page.mjs': here('bare-page.mjs'),
    '/maplibre-gl.mjs': packed(readFileSync(join(library, 'maplibre-gl.mjs'))),
    '/maplibre-gl-worker.mjs': packed(readFileSync(join(library, 'maplibre-gl-worker.mjs'))),
    '/scene.json': packed(JSON.stringify({ camera, colours })),
    '/units.geojson': packed(JSON.stringify(units)),
  });
}
