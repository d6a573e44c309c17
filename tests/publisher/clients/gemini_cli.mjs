// Puts calls to the real policy engine of Gemini CLI, as its scheduler and its registry do.
//
// node gemini_cli.mjs CORE POLICY.toml CALLS.json OUT.json
// CORE is the folder of @google/gemini-cli-core; the file's rules are a user's (tier 4).
import fs from "node:fs";
import path from "node:path";

const [core, policy, calls, out] = process.argv.slice(2);
const part = (name) => import(path.join(core, "dist", "src", name));
const { loadPoliciesFromToml } = await part("policy/toml-loader.js");
const { PolicyEngine } = await part("policy/policy-engine.js");
const { DiscoveredMCPTool } = await part("tools/mcp-tool.js");

const { rules, errors } = await loadPoliciesFromToml([policy], () => 4);
const engine = new PolicyEngine({ rules });
const decisions = [];
for (const call of JSON.parse(fs.readFileSync(calls))) {
  const tool = new DiscoveredMCPTool(null, call.server, call.tool, "Does it.", {}, null);
  const name = tool.getFullyQualifiedName();
  const about = new Map([[name, { _serverName: tool.serverName }]]);
  const { decision, rule } = await engine.check({ name, args: call.arguments }, tool.serverName);
  const hidden = engine.getExcludedTools(about, new Set([name])).has(name);
  decisions.push({ name, decision, hidden, message: rule?.denyMessage });
}
const refused = errors.filter((each) => each.severity !== "warning");
fs.writeFileSync(out, JSON.stringify({ refused, decisions }));
