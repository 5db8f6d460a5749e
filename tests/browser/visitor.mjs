// A visitor's browser, and a watch over everything that a visitor must never meet: errors in the console, breaches of
// the content security policy, failed requests, and requests that leave the machine.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { axeSource, chromium, root } from './packages.mjs';

const READY_LIMIT_MS = 90_000;

/** The three sizes at which everything is looked at, in CSS pixels. */
export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  laptop: { viewport: { width: 1440, height: 900 } },
  wall: { viewport: { width: 1920, height: 1080 } },
};

/** Starts Chromium, drawing WebGL in software so that every machine sees the same. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A person with an empty profile.
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin the only place that may be asked for anything
 * @param {object} options a size, and whatever a playwright context takes
 */
export async function visitor(browser, origin, options = sizes.laptop) {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP ${event.effectiveDirective} refused ${event.blockedURI || 'inline code'} in ${event.sourceFile ?? 'the page'}:${event.lineNumber}`);
    });
  });
  const page = await context.newPage();
  return new Visitor(context, page, new Watch(context, origin), origin);
}

class Visitor {
  constructor(context, page, watch, origin) {
    this.context = context;
    this.page = page;
    this.watch = watch;
    this.origin = origin;
  }

  /** Opens an address below the origin and waits until the map has drawn its features. */
  async open(path = '/') {
    await this.page.goto(this.origin + path);
    await this.ready();
  }

  /** Waits until the map says that features are drawn. */
  async ready() {
    try {
      await this.page.waitForSelector('[data-ready="true"]', { state: 'attached', timeout: READY_LIMIT_MS });
    } catch (trouble) {
      throw new Error(`the map never said data-ready="true"\n${this.watch.report()}`, { cause: trouble });
    }
  }

  /** Keeps a picture in tests/browser/out for people to look at. */
  async picture(name, options = {}) {
    const folder = join(root, 'tests/browser/out');
    await mkdir(folder, { recursive: true });
    return this.page.screenshot({ path: join(folder, `${name}.png`), ...options });
  }

  /** What the accessibility checker objects to, one line each. */
  async barriers() {
    await this.page.evaluate(axeSource);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
  }

  /** Leaves; anything the watch has seen fails the test. */
  async leave() {
    await this.context.close();
    this.watch.assertQuiet();
  }
}

/** Collects what must not happen, in every page of a context. */
class Watch {
  constructor(context, origin) {
    this.seen = [];
    this.requests = [];
    const note = (kind, text) => this.seen.push(`${kind}: ${text}`);
    context.on('console', (message) => {
      if (message.type() === 'error') note('console', `${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => note('uncaught', error.error().stack ?? String(error.error())));
    context.on('request', (request) => {
      const url = request.url();
      this.requests.push(url);
      if (!/^(data|blob):/.test(url) && new URL(url).origin !== origin) note('left the machine', url);
    });
    context.on('requestfailed', (request) => {
      // A page that is left, or a stream that is closed, aborts its own requests.
      const why = request.failure()?.errorText;
      if (why !== 'net::ERR_ABORTED') note('request failed', `${request.url()}: ${why}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) note('answer', `${response.status()} ${response.url()}`);
    });
  }

  /** Forgets what has been seen so far and answers it: for tests that provoke trouble on purpose. */
  take() {
    return this.seen.splice(0);
  }

  /** Everything seen, as text. */
  report() {
    return this.seen.length === 0 ? 'the watch saw nothing' : this.seen.join('\n');
  }

  /** Fails if anything was seen. */
  assertQuiet() {
    assert.deepEqual(this.seen, [], 'the browser met trouble');
  }
}
