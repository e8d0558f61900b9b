using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Core;

public sealed class BadInputTests
{
    [TestCase("'a\nb' is no name.", "'a b' is no name.")]
    [TestCase("'a\0\u001b[2J' is no name.", "'a??[2J' is no name.")]
    [TestCase("'ä' is no name.", "'ä' is no name.")]
    public void IsSaidInOneLineWhateverIsQuoted(string message, string said)
    {
        Assert.That(new BadInputException(message).Message, Is.EqualTo(said));
        Assert.That(new BadInputException(message, new InvalidDataException()).Message, Is.EqualTo(said));
    }
}
