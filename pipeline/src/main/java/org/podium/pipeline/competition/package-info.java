/** What a user writes and brings: the two YAML files, tables of rows, submissions. */
package org.podium.pipeline.competition;
