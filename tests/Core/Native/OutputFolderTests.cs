using NUnit.Framework;
using SurgeryBench.Core.Native;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Native;

public sealed class OutputFolderTests
{
    [Test]
    public void HoldsNoLibTorchWhereThePackageFolderIsRecorded()
    {
        var copies = Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu*", SearchOption.AllDirectories);
        Assert.That(copies.Any(), Is.EqualTo(NativeLibraries.LibTorchDirectory is null));
    }

    [Test]
    public void RunsTorch()
    {
        using var three = tensor(new float[] { 1, 2 }).sum();
        Assert.That(three.item<float>(), Is.EqualTo(3));
    }
}
