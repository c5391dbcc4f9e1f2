// A plugin of mystmd that knows the names of our roles and directives and does nothing with them: a role is its
// words, a directive a container around what stands in it. The names stand in stubs.json beside it.
import { readFileSync } from "node:fs";

const names = JSON.parse(readFileSync(new URL("stubs.json", import.meta.url), "utf-8"));
const string = { type: String };
const options = Object.fromEntries(names.options.map((name) => [name, string]));

export default {
  name: "stubs",
  roles: names.roles.map((name) => ({
    name,
    body: string,
    run: ({ body }) => [{ type: "text", value: body.replace(/ <[^<]*$/, "") || body }],
  })),
  directives: names.directives.map((name) => ({
    name,
    arg: string,
    options,
    body: { type: "myst" },
    run: ({ body }) => (name === "practice-data" ? [] : [{ type: "div", children: body ?? [] }]),
  })),
};
