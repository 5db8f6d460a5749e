// What an official does at the desk, in the official's own terms: signs in, opens a form, fills it, reads what it says.
import assert from 'node:assert/strict';
import { until } from './chart-page.mjs';

const PASSWORD = 'jade market at noon';

/** Makes an official of a region and signs them in, past the pages; answers their id in the log. */
export async function official(guest, server, name, role, region) {
  const said = await server.run('user', 'add', name, '--role', role, '--region', region);
  const once = /password\s+(\S+)/.exec(said)[1];
  await guest.page.goto(`${server.origin}/login`);
  const status = await guest.page.evaluate(async ([name, once, fresh]) => {
    const send = (method, path, body) => fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await send('POST', '/api/session', { name, password: once });
    return (await send('PUT', '/api/session/password', { old: once, new: fresh })).status;
  }, [name, once, PASSWORD]);
  assert.equal(status, 200);
}

/** Opens what is asked of the desk. */
export async function openForm(guest, record, order = '', more = 'lang=en') {
  const query = `record=${record}${order === '' ? '' : `&do=${order}`}&${more}`;
  await guest.page.goto(`${guest.origin}/desk?${query}`);
  await guest.page.locator(order === '' ? '.form-offers, .form-kinds' : '.form-pane').first().waitFor();
}

/** The input of a field. */
export const input = (page, path) => page.locator(`.form-pane [data-path="${path}"]`);

/** What the form says beside its button. */
export const said = (page) => page.locator('#form-says').innerText();

/** The button that records. */
export const button = (page) => page.locator('.form-pane button[type="submit"]');

/** Waits until the form can be recorded. */
export const ready = (page) => until(() => button(page).isEnabled(), (able) => able, 'a form that can be recorded');

/** Records, and waits until the form is gone. */
export async function record(page) {
  await ready(page);
  await button(page).click();
  await page.locator('.form-pane').waitFor({ state: 'detached' });
}

/** The facts after a position, as this browser's official sees them. */
export const facts = (page, after) => page.evaluate(async (after) =>
  (await (await fetch(`/api/office/log?after=${after}`)).json()).events, after);

/** The last position of the log. A page that is full is kept as it was first made: this one never is. */
export const head = (page) => page.evaluate(async () => (await (await fetch('/api/office/log?limit=10000')).json()).head);
