// A provider of OpenID Connect on this machine: whoever comes is let in there at once, under the name it is told.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

export const CLIENT = 'investmap';

/** Starts the provider; `name` and `down` may be changed while it runs. */
export async function startProvider() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const provider = { name: '', down: false };
  const tokens = new Map();
  const json = (answer, body, status = 200) => {
    answer.writeHead(status, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(body));
  };
  const doors = {
    '/.well-known/openid-configuration': (_, answer) => json(answer, {
      issuer: provider.issuer,
      authorization_endpoint: `${provider.issuer}/authorize`,
      token_endpoint: `${provider.issuer}/token`,
      jwks_uri: `${provider.issuer}/keys`,
    }),
    '/keys': (_, answer) => json(answer, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] }),
    '/authorize': (url, answer) => {
      const code = randomUUID();
      const now = Math.floor(Date.now() / 1000);
      const parts = [{ alg: 'ES256', kid: 'one' }, {
        iss: provider.issuer, aud: CLIENT, sub: `id of ${provider.name}`, iat: now, exp: now + 60,
        nonce: url.searchParams.get('nonce'), preferred_username: provider.name,
      }];
      const said = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      const signature = sign('sha256', Buffer.from(said), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      tokens.set(code, `${said}.${signature.toString('base64url')}`);
      const back = new URL(url.searchParams.get('redirect_uri'));
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state') });
      answer.writeHead(303, { location: back.href }).end();
    },
    '/token': (_, answer, body) => {
      if (provider.down) return json(answer, {}, 503);
      const code = new URLSearchParams(body).get('code');
      const token = tokens.get(code);
      tokens.delete(code);
      return token ? json(answer, { id_token: token, token_type: 'Bearer' }) : json(answer, { error: 'invalid_grant' }, 400);
    },
  };
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      const url = new URL(request.url, provider.issuer);
      const door = doors[url.pathname];
      if (door) door(url, answer, body);
      else json(answer, {}, 404);
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  provider.issuer = `http://127.0.0.1:${server.address().port}`;
  provider.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => { server.close(resolve); });
  };
  return provider;
}
