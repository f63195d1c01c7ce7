#!/usr/bin/env node
// npm links the commands of workspaces, not those of the root, and allows none outside of the
// workspace's own folder. So `npx steward` in a clone finds this.

import '../scripts/steward.mjs'
