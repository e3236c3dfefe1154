// Prints as JSON what ical.js, the parser of Thunderbird, reads from a file on stdin.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function told(event) {
  const moment = (time) =>
    time.isDate ? time.toString() : time.toUnixTime();
  return {
    uid: event.uid,
    start: moment(event.startDate),
    end: moment(event.endDate),
    summary: event.summary,
    description: event.description,
    alarms: event.component
      .getAllSubcomponents("valarm")
      .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
  };
}

const files = JSON.parse(readFileSync(0, "utf8"));
const read = files.map((text) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents("vevent")
    .map((component) => told(new ICAL.Event(component))),
);
process.stdout.write(JSON.stringify(read));
