using NUnit.Framework;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>Gives every test a folder of three tasks of its own, its splits as folders or as zips.</summary>
public abstract class ThreeTaskFolder(bool zipped)
{
    private protected ImageFolder folder = null!;

    private protected bool Zipped => zipped;

    [SetUp]
    public void Write() => folder = ImageFolder.OfThreeTasks(zipped);

    [TearDown]
    public void Remove() => folder.Dispose();
}
