/** Networks: TorchScript programs, and how their weights look in memory. */
package org.podium.pipeline.network;
