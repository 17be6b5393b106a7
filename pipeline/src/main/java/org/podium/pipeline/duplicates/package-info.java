/**
 * Images that show the same: exact duplicates, near ones (re-encoded, resized) and mirrored ones, found without comparing
 * each with each, and what they do to a fold plan. No image is decoded here.
 */
package org.podium.pipeline.duplicates;
