// Parses a GIFT file with the client and prints its questions as JSON.
const { parse } = require("./node_modules/gift-pegjs");
const text = require("fs").readFileSync(process.argv[2], "utf8");
process.stdout.write(JSON.stringify(parse(text).filter((one) => one.type !== "Category")));
