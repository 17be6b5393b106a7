"""Networks that torchvision does not have, or not of that width, written as their papers and courses do."""

import torch
from torch import nn
from torch.nn.functional import interpolate, pad, relu
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


class Segmenter(nn.Module):
    """A ResNet without its head, and the maps at strides 2, 4, 8, 16 and 32 with their channels."""

    def __init__(self, resnet):
        super().__init__()
        for name, part in resnet.named_children():
            if name not in ("avgpool", "fc"):
                setattr(self, name, part)
        layers = (self.layer1, self.layer2, self.layer3, self.layer4)
        self.channels = [self.bn1.num_features] + [[m for m in layer.modules() if isinstance(m, nn.BatchNorm2d)][-1].num_features
                                                   for layer in layers]

    def maps(self, x):
        maps = [self.relu(self.bn1(self.conv1(x)))]
        x = self.maxpool(maps[0])
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
            maps.append(x)
        return maps


class Fcn(Segmenter):
    """FCN-8s (Long et al. 2015) with edges that go on beyond the map, as bilinear interpolation has them."""

    def __init__(self, resnet, classes):
        super().__init__(resnet)
        self.score4, self.score3, self.score2 = (nn.Conv2d(self.channels[i], classes, 1) for i in (4, 3, 2))
        self.upscore4 = nn.ConvTranspose2d(classes, classes, 4, 2, 3, bias=False)
        self.upscore3 = nn.ConvTranspose2d(classes, classes, 4, 2, 3, bias=False)
        self.upscore2 = nn.ConvTranspose2d(classes, classes, 16, 8, 12, bias=False)

    @staticmethod
    def finer(up, x, like):
        return up(pad(x, (1, 1, 1, 1), "replicate"))[:, :, :like.shape[2], :like.shape[3]]

    def forward(self, x):
        maps = self.maps(x)
        scores = [score(m) for score, m in zip((self.score4, self.score3, self.score2), maps[:1:-1])]
        y = scores[1] + self.finer(self.upscore4, scores[0], scores[1])
        y = scores[2] + self.finer(self.upscore3, y, scores[2])
        return self.finer(self.upscore2, y, x)


class UNetBlock(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.conv1, self.conv2 = (
            nn.Sequential(nn.Conv2d(n, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU())
            for n in (before, after))

    def forward(self, x, skip, size):
        x = interpolate(x, scale_factor=2, mode="nearest")[:, :, :size[0], :size[1]]
        return self.conv2(self.conv1(x if skip is None else torch.cat([x, skip], 1)))


class UNetDecoder(nn.Module):
    def __init__(self, channels, outs):
        super().__init__()
        skips = channels[3::-1] + [0]
        self.blocks = nn.ModuleList(
            UNetBlock(before + skip, after) for before, skip, after in zip([channels[4]] + outs, skips, outs))


class UNet(Segmenter):
    """The U-Net of segmentation_models.pytorch, on images of any size."""

    def __init__(self, resnet, classes, outs=(256, 128, 64, 32, 16)):
        super().__init__(resnet)
        self.decoder = UNetDecoder(self.channels, list(outs))
        self.segmentation_head = nn.Sequential(nn.Conv2d(outs[-1], classes, 3, padding=1))

    def forward(self, x):
        maps = self.maps(x)
        y = maps[4]
        for block, skip in zip(self.decoder.blocks, maps[3::-1] + [None]):
            y = block(y, skip, (x if skip is None else skip).shape[2:])
        return self.segmentation_head(y)
