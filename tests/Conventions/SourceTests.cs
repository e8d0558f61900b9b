using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Conventions;

public sealed class SourceTests
{
    private static readonly SourceRule[] Rules =
    [
        // The literal 0 means "sum as Byte" there.
        new("SumsOverNoLiteralZero", ["src", "benchmarks", "tests"], text => Regex.IsMatch(text, @"\.sum\(\s*0\s*[,)]"), "x.sum(" + "0)", "x.sum(" + "0, keepdim: true)"),
        new("SuppressesNoWarningInItsBody", ["src", "benchmarks", "tests"], text => Regex.IsMatch(text, @"^\s*#\s*pragma\s+warning\s+disable", RegexOptions.Multiline), "    #" + "pragma warning disable CA1000"),
        new("LeavesNothingToDo", ["src", "benchmarks", "tests"], text => Regex.IsMatch(text, @"\bTO" + @"DO\b|\bNotImplemented" + "Exception"), "// TO" + "DO: later", "throw new NotImplemented" + "Exception();"),
        new("HasAFileScopedNamespace", ["src", "benchmarks", "tests"], text => Regex.IsMatch(text, @"^\s*namespace\s+[\w.]+\s*(\{|$)", RegexOptions.Multiline), "namespace A.B\n{\n}", "namespace A {"),
        new("StaysUnderTwoHundredAndFiftyOneLines", ["src", "benchmarks"], text => text.Split('\n').Length > 251, string.Concat(Enumerable.Repeat("\n", 251))),
    ];

    [TestCaseSource(nameof(Rules))]
    public void HoldsInEveryFile(SourceRule rule)
    {
        var files = rule.Folders.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.At(folder), "*.cs", SearchOption.AllDirectories)).ToList();
        Assert.That(files, Has.Count.GreaterThan(50));
        var faults = files.Where(file => rule.IsBroken(File.ReadAllText(file)));
        Assert.That(faults, Is.Empty);
    }

    [TestCaseSource(nameof(Rules))]
    public void BitesOnEverySample(SourceRule rule)
    {
        Assert.That(rule.Samples.Select(rule.IsBroken), Is.Not.Empty.And.All.True);
        Assert.That(rule.IsBroken("namespace A.B;\n\nvar x = y.sum(0L) + z.sum(dim: 0);\n"), Is.False);
    }
}
