"""Networks that torchvision does not have, or not of that width, written as their papers and courses do."""

import torch
from torch import nn
from torch.nn.functional import pad, relu
from torchvision.models import AlexNet
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet


class NarrowResNet(ResNet):
    """torchvision's ResNet with an eighth of the channels."""

    def __init__(self, block, blocks, classes):
        super().__init__(block, blocks, num_classes=classes)
        self.conv1 = nn.Conv2d(3, 8, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.fc = nn.Linear(64 * block.expansion, classes)

    def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
        if planes == 64:
            self.inplanes = 8
        return super()._make_layer(block, planes // 8, blocks, stride, dilate)


class CifarBlock(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, after // before, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(after)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(after)

    def forward(self, x):
        y = self.bn2(self.conv2(relu(self.bn1(self.conv1(x)))))
        if y.shape != x.shape:
            grown = (y.shape[1] - x.shape[1]) // 2
            x = pad(x[:, :, ::2, ::2], (0, 0, 0, 0, grown, grown))
        return relu(y + x)


class CifarResNet(nn.Module):
    """He et al. 2015, section 4.2, shortcuts of option A."""

    def __init__(self, depth, classes):
        super().__init__()
        blocks = (depth - 2) // 6
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(*(CifarBlock(16, 16) for _ in range(blocks)))
        self.layer2 = nn.Sequential(CifarBlock(16, 32), *(CifarBlock(32, 32) for _ in range(blocks - 1)))
        self.layer3 = nn.Sequential(CifarBlock(32, 64), *(CifarBlock(64, 64) for _ in range(blocks - 1)))
        self.linear = nn.Linear(64, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


class MobileNetV1(nn.Module):
    """A quarter of Howard et al.'s channels."""

    def __init__(self, classes):
        super().__init__()

        def pair(before, after, stride):
            return nn.Sequential(
                nn.Conv2d(before, before, 3, stride, 1, groups=before, bias=False), nn.BatchNorm2d(before), nn.ReLU(),
                nn.Conv2d(before, after, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU())

        first = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.stage1 = nn.Sequential(first, pair(8, 16, 1), pair(16, 32, 2), pair(32, 32, 1), pair(32, 64, 2), pair(64, 64, 1))
        self.stage2 = nn.Sequential(pair(64, 128, 2), *(pair(128, 128, 1) for _ in range(5)))
        self.stage3 = nn.Sequential(pair(128, 256, 2), pair(256, 256, 1))
        self.fc = nn.Linear(256, classes)

    def forward(self, x):
        return self.fc(self.stage3(self.stage2(self.stage1(x))).mean((2, 3)))


class Cnn5(nn.Module):
    """The course network with an eighth of its channels."""

    def __init__(self, classes):
        super().__init__()
        layers, before = [], 3
        for after in (8, 16, 32, 64, 64):
            layers += [nn.Conv2d(before, after, 3, 1, 1), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2, 2, 0)]
            before = after
        self.cnn = nn.Sequential(*layers)
        self.fc = nn.Sequential(
            nn.Linear(64 * 4 * 4, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, classes))

    def forward(self, x):
        return self.fc(self.cnn(x).flatten(1))


def narrow_alexnet(classes):
    """torchvision's AlexNet with an eighth of the channels, and nothing dropped."""
    network = AlexNet(num_classes=classes, dropout=0)
    for part in (network.features, network.classifier):
        for i, layer in enumerate(part):
            if isinstance(layer, nn.Conv2d):
                part[i] = nn.Conv2d(
                    max(3, layer.in_channels // 8), layer.out_channels // 8, layer.kernel_size, layer.stride, layer.padding)
            elif isinstance(layer, nn.Linear):
                last = layer.out_features == classes
                part[i] = nn.Linear(layer.in_features // 8, classes if last else layer.out_features // 8)
    return network
