// An official's session in a real browser: it takes the cookie though the place is plain http on this machine, hides it
// from scripts, sends it to our own pages only, and its stream ends with it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { startServer } from './server.mjs';
import { startBrowser } from './visitor.mjs';

let browser, server;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page of an origin that runs none of our code: only the browser's own rules are looked at. */
async function pageOf(origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/healthz`);
  return { context, page };
}

const logIn = (page, token) => page.evaluate(async (token) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ token }) });
  return answer.status;
}, token);

const official = (page) => page.evaluate(async () => (await (await fetch('/api/session')).json()).official);

for (const host of ['127.0.0.1', 'localhost']) {
  test(`a browser lets an official in on plain http at ${host}`, async () => {
    const origin = server.origin.replace('127.0.0.1', host);
    const { context, page } = await pageOf(origin);
    assert.equal(await official(page), false);
    assert.equal(await logIn(page, 'wrong'), 401);
    assert.equal(await logIn(page, server.token), 200);
    assert.equal(await official(page), true);
    const [cookie] = await context.cookies();
    assert.equal(cookie.name, '__Host-investmap');
    assert.ok(cookie.secure && cookie.httpOnly && cookie.sameSite === 'Strict' && cookie.expires === -1, cookie);
    assert.equal(await page.evaluate(() => document.cookie), '');
    await page.reload();
    assert.equal(await official(page), true, 'after a reload');

    // The stream is open while the session is, and is refused after it.
    const states = await page.evaluate(async () => {
      const stream = new EventSource('/api/office/stream');
      await new Promise((opened) => stream.addEventListener('open', opened, { once: true }));
      const states = [stream.readyState, (await fetch('/api/office/log?limit=10')).status];
      await fetch('/api/session', { method: 'DELETE' });
      await new Promise((ended) => stream.addEventListener('error', ended, { once: true }));
      while (stream.readyState !== EventSource.CLOSED) {
        await new Promise((wait) => setTimeout(wait, 50));
      }
      return [...states, (await fetch('/api/office/log?limit=10')).status];
    });
    assert.deepEqual(states, [1, 200, 401]);
    assert.equal(await official(page), false);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });
}

test('a foreign page can neither read nor change anything in the official\'s name', async () => {
  const foreign = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<form method="post"><input name="x"></form>');
  });
  await new Promise((listening) => foreign.listen(0, '127.0.0.1', listening));
  const { context, page } = await pageOf(server.origin);
  assert.equal(await logIn(page, server.token), 200);
  // Another port is the same site: the cookie is sent, and the origin alone says that it is another page.
  await page.goto(`http://127.0.0.1:${foreign.address().port}/`);
  const refused = await page.evaluate(async (origin) => {
    const asked = [
      fetch(`${origin}/api/office/log`, { credentials: 'include' }),
      fetch(`${origin}/api/session`, { method: 'DELETE', credentials: 'include' }),
      fetch(`${origin}/api/commands`, {
        method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{}',
      }),
    ];
    return (await Promise.allSettled(asked)).map(({ status }) => status);
  }, server.origin);
  assert.deepEqual(refused, ['rejected', 'rejected', 'rejected']);
  const answers = [];
  page.on('response', (response) => answers.push(response.status()));
  await page.evaluate((origin) => {
    document.forms[0].action = `${origin}/api/session`;
    document.forms[0].submit();
  }, server.origin);
  await page.waitForURL(`${server.origin}/api/session`);
  assert.ok(answers.includes(403), answers.join());
  await page.goto(`${server.origin}/healthz`);
  assert.equal(await official(page), true, 'still in');
  await context.close();
  foreign.close();
});
