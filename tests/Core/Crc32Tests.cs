using System.Text;
using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Core;

public sealed class Crc32Tests
{
    [Test]
    public void GivesTheCheckValueOfTheStandard() => Assert.That(Crc32.Of(Encoding.ASCII.GetBytes("123456789")), Is.EqualTo(0xCBF43926));

    [Test]
    public void GoesOnWhereItStopped([Range(0, 9)] int first)
    {
        var text = Encoding.ASCII.GetBytes("123456789");
        Assert.That(Crc32.Append(Crc32.Of(text.AsSpan(0, first)), text.AsSpan(first)), Is.EqualTo(0xCBF43926));
    }
}
