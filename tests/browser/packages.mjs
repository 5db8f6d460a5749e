// The npm packages of the browser tests. They are installed once, beside the client's own, in frontend/node_modules.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../frontend/package.json', import.meta.url));

/** The root of the clone. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
/** The driver of the browser. */
export const { chromium } = require('playwright-core');
/** The accessibility checker, as the text that is evaluated inside a page. */
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
