// The watch itself: a page that misbehaves in every way must not pass unseen, or every other test here proves nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveStatic } from './static.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

const head = '<!doctype html><html lang="en"><head><title>t</title><link rel="icon" href="data:,">';
let browser, site;

before(async () => {
  browser = await startBrowser();
  site = await serveStatic({
    '/good.html': `${head}</head><body><main><h1>好 good</h1><div data-ready="true"></div></main></body></html>`,
    '/bad.html': `${head}<script src="/bad.js"></script></head><body><p style="color:red">x</p>
      <img src="http://elsewhere.invalid/x.png"><div data-ready="true"></div></body></html>`,
    '/bad.js': 'console.error("said aloud"); fetch("/gone"); setTimeout(() => { throw new Error("thrown"); });',
  });
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test('a good page passes, at every size', async () => {
  for (const [name, size] of Object.entries(sizes)) {
    const guest = await visitor(browser, site.origin, size);
    await guest.open('/good.html');
    assert.deepEqual(await guest.barriers(), []);
    const picture = await guest.picture(`watch-${name}`);
    assert.ok(picture.length > 1000);
    await guest.leave();
  }
});

test('every kind of trouble is seen', async () => {
  const guest = await visitor(browser, site.origin);
  await guest.open('/bad.html');
  await guest.page.waitForTimeout(300);
  const barriers = await guest.barriers();
  const seen = guest.watch.take().join('\n');
  await guest.leave();
  assert.match(seen, /console: said aloud/);
  assert.match(seen, /uncaught: Error: thrown/);
  assert.match(seen, /answer: 404 .*\/gone/);
  assert.match(seen, /CSP style-src-attr refused inline/);
  assert.match(seen, /CSP img-src refused http:\/\/elsewhere\.invalid/);
  assert.ok(barriers.some((line) => line.startsWith('image-alt')), barriers.join('\n'));
});

test('a request to anywhere else is seen even where no policy forbids it', async () => {
  const guest = await visitor(browser, 'http://127.0.0.1:1');
  await guest.page.goto(`${site.origin}/good.html`);
  const seen = guest.watch.take().join('\n');
  await guest.leave();
  assert.match(seen, /left the machine: http:\/\/127\.0\.0\.1/);
});
