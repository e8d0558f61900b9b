using System.Globalization;
using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Core;

public sealed class SettingTests
{
    [TestCase(-1e300)]
    [TestCase(0)]
    [TestCase(double.Epsilon)]
    public void TakesAnyFiniteNumber(double value) => Assert.That(Setting.Finite(value), Is.EqualTo(value));

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void RefusesWhatIsNotFinite(double value)
    {
        Assert.That(() => Setting.Finite(value), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Setting.Positive(value), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Setting.Between(0, 1, value), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void RefusesWhatIsNotAboveZero(int value)
    {
        Assert.That(() => Setting.Positive(value), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Setting.Positive((double)value), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0)]
    [TestCase(1)]
    public void LeavesTheBoundsOfARangeOut(double value) =>
        Assert.That(() => Setting.Between(0, 1, value), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void TakesTheBoundsOfAShareAndNothingOutside()
    {
        Assert.That((Setting.Share(0), Setting.Share(1)), Is.EqualTo((0.0, 1.0)));
        foreach (var value in new[] { -1e-9, 1.0000001, double.NaN }) Assert.That(() => Setting.Share(value), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void GivesTheValueBack() =>
        Assert.That((Setting.Positive(3), Setting.Positive(0.5), Setting.Between(0, 1, 0.25)), Is.EqualTo((3, 0.5, 0.25)));

    [Test]
    public void NamesTheSettingAndTheRangeInAnyCulture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new NumberFormatCulture();
            Assert.That(() => Setting.Between(0, 0.5, 1.5, "Density"), Throws.TypeOf<ArgumentOutOfRangeException>()
                .With.Message.StartsWith("Density is 1.5; a number between 0 and 0.5 was expected."));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    // The build is culture-invariant, so a culture with a decimal comma has to be made by hand.
    private sealed class NumberFormatCulture : CultureInfo
    {
        public NumberFormatCulture() : base("") => NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "," };
    }
}
