/** Networks: TorchScript programs, their weights and the file format of these. */
package org.podium.pipeline.network;
