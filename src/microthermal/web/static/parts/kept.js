// Results of this visit that can be compared: {name, title}, where the name is JOB_NUMBER of an option of a plan.
export const kept = [];

export function keep(job, options) {
  for (const one of options) kept.unshift({name: `${job}_${one.number}`, title: `Plan, option ${one.number}: ${one.title}, ${one.course}`});
  kept.splice(40);
}

export const keptSide = name => { const [job, number] = name.split("_"); return {of: job, number: Number(number)}; };
