/** Images drawn from a seed: the data of competitions that bring none, and labelled sets to pretrain on. */
package org.podium.pipeline.synthetic;
