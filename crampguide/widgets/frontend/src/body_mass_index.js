// The body mass index from height and weight, in the units a person thinks in. NaN while one is missing.

const CM_PER_M = 100;
const M_PER_INCH = 0.0254;
const INCHES_PER_FOOT = 12;
const KG_PER_POUND = 0.45359237;
const TENTHS = 10;

/**
 * Return weight [kg] over height [cm, taken as m] squared, to one decimal.
 * @param {number} height
 * @param {number} weight
 */
export function metricIndex(height, weight) {
  return bodyMassIndex(height / CM_PER_M, weight);
}

/**
 * Return the same from feet, inches (none counts as 0) and pounds.
 * @param {number} feet
 * @param {number} inches
 * @param {number} pounds
 */
export function usIndex(feet, inches, pounds) {
  return bodyMassIndex((feet * INCHES_PER_FOOT + (inches || 0)) * M_PER_INCH, pounds * KG_PER_POUND);
}

/**
 * @param {number} height [m]
 * @param {number} weight [kg]
 */
function bodyMassIndex(height, weight) {
  return height > 0 && weight > 0 ? Math.round((weight / height ** 2) * TENTHS) / TENTHS : Number.NaN;
}
