// One JavaScript engine in a process of its own.
// In: a line of JSON for each order. Out: a line of JSON for each answer. Times are taken here, around one document each.
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");

// Answers alone go to standard output.
console.log = console.error;

const [engineName, jobFile] = process.argv.slice(2);
const job = JSON.parse(fs.readFileSync(jobFile, "utf8"));
const templates = job.templates.map((file) => fs.readFileSync(file));

// docxtemplater refuses to render an object twice, so its documented way reads the template anew for every document.
function docxtemplater() {
  const Docxtemplater = require("docxtemplater");
  const PizZip = require("pizzip");
  const options = { paragraphLoop: true, linebreaks: true, errorLogging: false };
  const packing = { compressionOptions: { level: job.compressionLevel } };
  return async (template, words) => {
    const document = new Docxtemplater(new PizZip(template), options);
    document.render(words);
    return document.toBuffer(packing);
  };
}

// easy-template-x keeps its handler; the level of compression is fixed inside it.
function easyTemplateX() {
  const { TemplateHandler } = require("easy-template-x");
  const handler = new TemplateHandler();
  return (template, words) => handler.process(template, words);
}

const fill = { docxtemplater, "easy-template-x": easyTemplateX }[engineName]();

function make(index) {
  const { template, words } = job.documents[index];
  return fill(templates[template], words);
}

// docxtemplater gathers several errors in one.
function reason(error) {
  const details = (error.properties && error.properties.errors) || [];
  return [error.message, ...details.map((each) => each.properties && each.properties.explanation)].join("; ");
}

async function answer(order) {
  if (order.save !== undefined) {
    for (const index of order.save) {
      fs.writeFileSync(path.join(order.folder, `${index}.docx`), await make(index));
    }
    return { saved: order.save.length };
  }
  if (order.try !== undefined) {
    const failed = {};
    for (const index of order.try) {
      try {
        await make(index);
      } catch (error) {
        failed[index] = reason(error);
      }
    }
    return { failed };
  }
  const milliseconds = [];
  for (const index of order.fill) {
    const started = performance.now();
    await make(index);
    milliseconds.push(performance.now() - started);
  }
  return { milliseconds };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let result;
    try {
      result = await answer(JSON.parse(line));
    } catch (error) {
      result = { error: reason(error) };
    }
    process.stdout.write(JSON.stringify(result) + "\n");
  }
})();
