// Tables out of the desk and back: a file is edited, looked at, and recorded whole or not at all.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { writeFile, readFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { browse } from "./page.mjs";
import { serve } from "./server.mjs";
