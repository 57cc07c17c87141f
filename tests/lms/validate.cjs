// Reads statements from standard input and writes what is wrong with each of them.
//   node validate.cjs FOLDER-WITH-NODE_MODULES < statements.json
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const validate = createRequire(`${process.argv[2]}/`)("@learninglocker/xapi-validation").default;
const statements = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(statements.map((one) => validate(one).map(String))));
