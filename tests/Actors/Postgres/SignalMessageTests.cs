using Tapestry.Actors.Postgres;

namespace Tapestry.Actors.Tests.Postgres;

public sealed class SignalMessageTests
{
    private static readonly Guid Sender = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void The_layout_is_pinned()
    {
        const string text = "1 00112233445566778899aabbccddeeff 5";
        var message = new SignalMessage(Sender, SignalKinds.Events | SignalKinds.Jobs);
        Assert.Equal(text, message.ToString());
        Assert.Equal(message, SignalMessage.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 00112233445566778899aabbccddeeff 5")]
    [InlineData("1 00112233445566778899aabbccddeeff")]
    [InlineData("1 nobody 5")]
    [InlineData("1 00112233445566778899aabbccddeeff x")]
    public void Other_layouts_are_told_apart(string text) => Assert.Null(SignalMessage.Parse(text));
}
