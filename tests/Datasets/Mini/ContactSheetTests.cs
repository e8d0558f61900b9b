using NUnit.Framework;
using SurgeryBench.Datasets.Mini;

namespace SurgeryBench.Tests.Datasets.Mini;

/// <summary>Leaves a sheet of every task in the work folder of the test run: what the drawings look like is judged by eye.</summary>
public sealed class ContactSheetTests
{
    private const int PerClass = 10;

    [Test]
    public void EveryTaskHasASheet()
    {
        using var suite = new MiniSuite(new MiniSizes { Train = 24 * PerClass, Validation = 1, Test = 1, Pretraining = 60 * PerClass });
        foreach (var task in suite.Tasks)
        {
            ContactSheet.Save(suite.Load(task.Name).Train, task.Classes.Length, SheetOf(task.Name));
            Assert.That(SheetOf(task.Name), Does.Exist);
        }
    }

    [Test]
    public void ThePretrainingImagesHaveASheet()
    {
        using var suite = new MiniSuite(new MiniSizes { Pretraining = 60 * PerClass });
        using var images = suite.LoadPretraining()!;
        ContactSheet.Save(images, suite.PretrainingClasses, SheetOf("pretraining"));
        Assert.That(SheetOf("pretraining"), Does.Exist);
    }

    private static string SheetOf(string name) => Path.Combine(TestContext.CurrentContext.WorkDirectory, "sheets", $"{name}.png");
}
